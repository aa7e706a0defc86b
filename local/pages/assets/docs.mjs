/** Fills the docs page with Swagger UI, which calls this origin. */
import { foldCommand } from './fold-command.mjs';
import { keepToken } from './keep-token.mjs';
import { labelControls } from './label-controls.mjs';
import { addLayout, LAYOUT } from './layout.mjs';
import { nameAnew } from './name-anew.mjs';
import { offerToken } from './offer-token.mjs';
import { showAnswer } from './show-answer.mjs';

function followColourScheme() {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
  dark.addEventListener('change', follow);
  follow();
}

followColourScheme();
const container = document.getElementById('docs');
labelControls(container);
const system = SwaggerUIBundle({
  url: '/_local/openapi.json',
  domNode: container,
  plugins: [addLayout, foldCommand, nameAnew, offerToken, showAnswer],
  layout: LAYOUT,
  onComplete: () => keepToken(system),
  tryItOutEnabled: true,
  displayRequestDuration: true,
  defaultModelsExpandDepth: -1,
  // The colors of the highlighting are too faint to read.
  syntaxHighlight: false,
  // The validator is a service elsewhere.
  validatorUrl: null,
});
