/** Writes the steps of the pages. Their scripts show one at a time. */
import type { ResetPasswordTexts, StepTexts, VerifyEmailTexts } from './page-texts';

/** Writes a step. Its heading receives the focus. */
function step(id: string, { heading, words }: StepTexts, more = ''): string {
  return `<section id="${id}" aria-labelledby="${id}-title" hidden>
<h2 id="${id}-title" tabindex="-1">${heading}</h2>
<p>${words}</p>${more}
</section>`;
}

const code = (label: string) =>
  `<p id="code-row"><label for="code">${label}</label>
<input id="code" name="code" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" aria-describedby="alert"></p>`;

const password = (
  { password: label, showPassword }: { readonly password: string; readonly showPassword: string },
  autocomplete: string,
  describedBy: string,
) => `<p><label for="password">${label}</label>
<input id="password" name="password" type="password" autocomplete="${autocomplete}" aria-describedby="${describedBy}"></p>
<p><label class="check"><input id="show-password" type="checkbox">${showPassword}</label></p>`;

/** Writes the steps of the page that verifies an address. */
export function writeVerifyEmail(texts: VerifyEmailTexts): string {
  const signInForm = `
<form id="sign-in-form" novalidate>
<p><label for="username">${texts.username}</label>
<input id="username" name="username" autocomplete="username" autocapitalize="none" spellcheck="false" aria-describedby="alert"></p>
${password(texts, 'current-password', 'alert')}
<p><button>${texts.signIn.button}</button></p>
</form>`;
  const factorForm = `
<form id="second-factor-form" novalidate>
<p><label for="factor-code">${texts.secondFactor.code}</label>
<input id="factor-code" name="factor-code" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" aria-describedby="alert"></p>
<p><button>${texts.secondFactor.button}</button></p>
</form>`;
  const confirmForm = `
<dl><dt>${texts.account}</dt><dd id="account"></dd><dt>${texts.address}</dt><dd id="address"></dd></dl>
<form id="confirm-form" novalidate>
${code(texts.code)}
<p><button>${texts.confirm.button}</button>
<button id="not-me" class="second" type="button">${texts.confirm.notMe}</button></p>
</form>`;
  return [
    step('sign-in', texts.signIn, signInForm),
    step('second-factor', texts.secondFactor, factorForm),
    step('confirm', texts.confirm, confirmForm),
    step('verified', texts.verified),
    step('canceled', texts.canceled),
    step('nothing', texts.nothing),
  ].join('\n');
}

/** Writes the steps of the page that replaces a password. */
export function writeResetPassword(texts: ResetPasswordTexts): string {
  const form = `<section id="reset" hidden>
<form id="reset-form" novalidate>
${code(texts.code)}
${password(texts, 'new-password', 'alert hint')}
<p id="hint">${texts.hint}</p>
<p><button>${texts.button}</button></p>
</form>
</section>`;
  return [form, step('done', texts.done), step('incomplete', texts.incomplete)].join('\n');
}
