/** Keeps the codes up to date, and copies them. */
import { showErrorsIn } from './show-errors-in.mjs';

const list = document.getElementById('factors');
const [count, error] = ['factor-count', 'factor-error'].map((id) => document.getElementById(id));
const run = showErrorsIn(error);

/** In milliseconds. */
const POLL_INTERVAL = 1_000;

/** Replaces only texts that have changed, so that the focus stays where it is. */
function replaceTexts(article, next) {
  for (const part of next.querySelectorAll('[data-part]')) {
    const shown = article.querySelector(`[data-part="${part.dataset.part}"]`);
    if (shown.textContent !== part.textContent) shown.textContent = part.textContent;
  }
}

/** Adds the new authenticator apps, updates the others, and removes those that no longer exist. */
async function update() {
  const response = await fetch(location.href, { headers: { Accept: 'text/html' } });
  if (response.status !== 200) return;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const next = [...page.getElementById('factors').children];
  const text = page.getElementById('factor-count').textContent;
  if (count.textContent !== text) count.textContent = text;
  for (const article of [...list.children]) {
    if (page.getElementById(article.id) === null) article.remove();
  }
  const added = next.filter((article) => {
    const shown = document.getElementById(article.id);
    if (shown !== null) replaceTexts(shown, article);
    return shown === null;
  });
  list.prepend(...added);
}

async function copy(button) {
  const outcome = button.parentElement.querySelector('.outcome');
  outcome.textContent = '';
  await navigator.clipboard.writeText(button.textContent);
  outcome.textContent = 'Copied.';
}

document.addEventListener('click', ({ target }) => {
  if (target.dataset.copy !== undefined) run(() => copy(target));
});

setInterval(() => {
  if (!document.hidden) run(update);
}, POLL_INTERVAL);
