/** The pages of sign-in and sign-up. */
import { html } from '../html';
import type { SignInModel, SignUpModel } from '../page-model';
import type { Field } from './fields';
import { linkTo, writeForm } from './forms';
import { writePasskeyForm } from './passkey-form';
import type { PageContent, View } from './view';

/** Writes /sign-in. */
export function writeSignIn(view: View, model: SignInModel): PageContent {
  const { texts } = view;
  const { hasPasskeys, hasEmail, hasSignUp, newPassword } = model;
  const words = newPassword ? texts.temporaryPassword : texts.signIn;
  const username: Field = {
    name: 'username',
    label: hasEmail ? texts.usernameOrEmail : texts.username,
    autocomplete: hasPasskeys ? 'username webauthn' : 'username',
    value: view.values.username,
  };
  const password: Field = {
    kind: 'password',
    name: 'password',
    label: texts.password,
    autocomplete: 'current-password',
  };
  const replacement: readonly Field[] = newPassword
    ? [
        {
          kind: 'password',
          name: 'new_password',
          label: texts.newPassword,
          hint: texts.passwordHint(newPassword.minLength),
          autocomplete: 'new-password',
          minLength: newPassword.minLength,
        },
      ]
    : [];
  const form = writeForm(view, {
    to: '/sign-in',
    action: 'password',
    fields: [username, password, ...replacement],
    button: words.button,
  });
  const passkey =
    hasPasskeys &&
    !newPassword &&
    writePasskeyForm(view, {
      to: '/sign-in',
      action: 'passkey',
      does: 'get',
      from: '/sessions/passkey/options',
      button: texts.usePasskey,
      hasAutofill: true,
      look: 'second',
      or: 'before',
    });
  const links = (hasEmail || hasSignUp) && [
    html`<p class="row">${hasEmail && html`<a href="${linkTo(view, '/forgot-password')}">${texts.signIn.forgot}</a>`}${
      hasSignUp && html`<a href="${linkTo(view, '/sign-up')}">${texts.signIn.signUp}</a>`
    }</p>`,
  ];
  return {
    title: words.title,
    body: html`${words.words !== '' && html`<p>${words.words}</p>`}${form}${passkey}${links}`,
  };
}

/** Writes /sign-up. */
export function writeSignUp(view: View, model: SignUpModel): PageContent {
  const { texts } = view;
  const { email, password, hasPasskeys } = model;
  const fields: readonly Field[] = [
    {
      name: 'username',
      label: texts.username,
      hint: texts.usernameHint,
      autocomplete: 'username',
      value: view.values.username,
    },
    ...(email === undefined
      ? []
      : [
          {
            kind: 'email',
            name: 'email',
            label: texts.email,
            autocomplete: 'email',
            isOptional: email === 'optional',
            value: view.values.email,
          } as const,
        ]),
    {
      kind: 'password',
      name: 'password',
      label: texts.password,
      hint: texts.passwordHint(password.minLength),
      autocomplete: 'new-password',
      minLength: password.minLength,
    },
  ];
  const { button } = texts.signUp;
  const passkey =
    hasPasskeys &&
    writePasskeyForm(view, {
      to: '/sign-up',
      action: 'passkey',
      does: 'create',
      from: '/users/passkey/options',
      copies: { username: 'password-username', ...(email !== undefined && { email: 'password-email' }) },
      sends: ['username'],
      button: texts.signUp.passkey,
      hint: texts.signUp.passkeyHint,
      look: 'second',
      or: 'before',
    });
  return {
    title: texts.signUp.title,
    body: html`${writeForm(view, { to: '/sign-up', action: 'password', fields, button })}${passkey}<p class="row"><a href="${linkTo(view, '/sign-in')}">${texts.signUp.signIn}</a></p>`,
  };
}
