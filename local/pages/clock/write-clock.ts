/** Renders the part of the overview that shows the clock of the run, with the buttons that turn it. */
import { type Html, html } from '../html';
import { ASSETS_PATH } from '../page';
import type { ShownClock } from './answer-clock';

/** The steps of the buttons. */
const STEPS = [
  ['PT15M', '+15 min'],
  ['PT1H', '+1 h'],
  ['P1D', '+1 day'],
] as const;

/** Loads the script of the buttons. */
export const CLOCK_SCRIPT = html`<script src="${ASSETS_PATH}clock.mjs" type="module"></script>`;

/** Renders the clock. */
export function writeClock({ now, ahead }: ShownClock): Html {
  return html`<section aria-labelledby="clock">
<h2 id="clock">Clock</h2>
<p role="status"><time id="clock-now" datetime="${now}">${now}</time> · <span id="clock-ahead">${ahead}</span> ahead of this machine <span id="clock-error" class="bad"></span></p>
<p>${STEPS.map(([step, text]) => html`<button type="button" data-advance="${step}">${text}</button> `)}</p>
</section>`;
}
