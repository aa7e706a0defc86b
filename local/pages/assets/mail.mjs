/** Keeps the inbox up to date, and connects its buttons. */
import { showErrorsIn } from './show-errors-in.mjs';

const list = document.getElementById('mails');
const [count, error] = ['mail-count', 'mail-error'].map((id) => document.getElementById(id));
const run = showErrorsIn(error);

/** In milliseconds. */
const POLL_INTERVAL = 1_000;

/** Adds the new mails and removes those that the mailbox no longer has. The others stay as they are. */
async function update() {
  const response = await fetch(location.href, {
    headers: { Accept: 'text/html', 'If-None-Match': list.dataset.version },
  });
  if (response.status !== 200) return;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const next = page.getElementById('mails');
  list.dataset.version = next.dataset.version;
  count.textContent = page.getElementById('mail-count').textContent;
  for (const mail of [...list.children]) {
    if (page.getElementById(mail.id) === null) mail.remove();
  }
  list.prepend(...[...next.children].filter(({ id }) => document.getElementById(id) === null));
}

/** @param {{ deliveries: { rule: string, outcome: string }[] }} answer */
function describe({ deliveries }) {
  return deliveries.map(({ rule, outcome }) => `${rule}: the function ${outcome}`).join(', ');
}

async function simulate(mail, feedback) {
  const outcome = mail.querySelector('.outcome');
  outcome.textContent = `Publishing the ${feedback} …`;
  const response = await fetch(`/_local/mail/${mail.dataset.mail}/${feedback}`, { method: 'POST' });
  const answer = await response.json();
  outcome.textContent = response.ok ? describe(answer) : answer.detail;
  outcome.classList.toggle('bad', !response.ok);
}

async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copy);
  button.closest('[data-mail]').querySelector('.outcome').textContent = 'Copied.';
}

async function empty() {
  await fetch('/_local/mail', { method: 'DELETE' });
  await update();
}

document.addEventListener('click', ({ target }) => {
  if (target.id === 'empty') run(empty);
  if (target.dataset.copy !== undefined) run(() => copy(target));
  if (target.dataset.feedback !== undefined) {
    run(() => simulate(target.closest('[data-mail]'), target.dataset.feedback));
  }
});

setInterval(() => {
  if (!document.hidden) run(update);
}, POLL_INTERVAL);
