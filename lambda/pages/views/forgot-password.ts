/** The pages that replace a forgotten password. */
import { html } from '../html';
import type { ForgotPasswordModel, ResetCodeModel } from '../page-model';
import { writeForm } from './forms';
import type { PageContent, View } from './view';

/** Writes /forgot-password. */
export function writeForgotPassword(view: View, _model: ForgotPasswordModel): PageContent {
  const { texts } = view;
  const { title, words, button, signIn } = texts.forgot;
  const form = writeForm(view, {
    to: '/forgot-password',
    action: 'request',
    fields: [
      {
        name: 'username',
        label: texts.usernameOrEmail,
        autocomplete: 'username',
        value: view.values.username,
      },
    ],
    button,
  });
  return { title, body: html`<p>${words}</p>${form}<p class="row"><a href="/sign-in">${signIn}</a></p>` };
}

/** Writes the page that takes the code of the mail. */
export function writeResetCode(view: View, { resetId, password }: ResetCodeModel): PageContent {
  const { texts } = view;
  const { title, words, button, again } = texts.reset;
  const form = writeForm(view, {
    to: '/forgot-password',
    action: 'reset',
    fields: [
      { kind: 'mail-code', name: 'code', label: texts.mailCode },
      {
        kind: 'password',
        name: 'new_password',
        label: texts.newPassword,
        hint: texts.passwordHint(password.minLength),
        autocomplete: 'new-password',
        minLength: password.minLength,
      },
    ],
    hidden: { reset_id: resetId },
    button,
  });
  return {
    title,
    body: html`<p>${words}</p>${form}<p class="row"><a href="/forgot-password">${again}</a></p>`,
  };
}
