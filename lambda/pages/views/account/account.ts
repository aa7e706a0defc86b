/** The page of an account. */
import { type Html, html } from '../../html';
import type { AccountModel } from '../../page-model';
import { writeForm } from '../forms';
import { messageOf } from '../messages';
import type { PageContent, View } from '../view';
import { writeFoldedForm, writeSection } from './sections';
import { writeSessions } from './sessions';
import { writeDate } from './times';

const to = '/account';

function writeUsername(view: View, username: string): Html {
  const { texts } = view;
  const { title, label, button } = texts.account.username;
  const form = writeFoldedForm(view, {
    to,
    action: 'change-username',
    fields: [{ name: 'username', label, hint: texts.usernameHint, autocomplete: 'off' }],
    button,
  });
  return writeSection('username', title, html`<p><strong>${username}</strong></p>`, form);
}

function writeEmail(view: View, { address, pending, canRemove }: NonNullable<AccountModel['email']>): Html {
  const texts = view.texts.account.email;
  const change = writeFoldedForm(
    view,
    {
      to,
      action: 'change-email',
      fields: [{ kind: 'email', name: 'email', label: texts.label, autocomplete: 'email' }],
      button: texts.button,
    },
    texts.label,
  );
  const verify =
    pending !== undefined &&
    html`<div class="notice"><p>${texts.pending(pending)}</p></div>${writeForm(view, {
      to,
      action: 'verify-email',
      fields: [{ kind: 'mail-code', name: 'code', label: texts.code }],
      button: texts.verify,
    })}${writeForm(view, { to, action: 'cancel-email', button: texts.cancel, look: 'second' })}`;
  const own =
    address === undefined
      ? html`<p>${texts.none}</p>`
      : html`<p>${texts.address}: <strong>${address}</strong></p>`;
  const remove =
    canRemove && writeForm(view, { to, action: 'remove-email', button: texts.remove, look: 'second' });
  return writeSection('email', texts.title, own, verify, change, remove);
}

function writePassword(view: View, { username, hasPassword, password }: AccountModel): Html {
  const { texts } = view;
  const { title, none, current, button, setButton } = texts.account.password;
  const form = writeFoldedForm(view, {
    to,
    action: 'change-password',
    fields: [
      ...(hasPassword
        ? [
            {
              kind: 'password',
              name: 'current_password',
              label: current,
              autocomplete: 'current-password',
            } as const,
          ]
        : []),
      {
        kind: 'password',
        name: 'new_password',
        label: texts.newPassword,
        hint: texts.passwordHint(password.minLength),
        autocomplete: 'new-password',
        minLength: password.minLength,
      },
    ],
    // password managers learn whose password it is
    more: html`<input type="text" autocomplete="username" value="${username}" readonly hidden>`,
    button: hasPassword ? button : setButton,
  });
  return writeSection('password', title, !hasPassword && html`<p>${none}</p>`, form);
}

function writeDeletion(view: View): Html {
  const { title, words, sure, button } = view.texts.account.deletion;
  const form = writeForm(view, {
    to,
    action: 'delete-account',
    fields: [{ kind: 'checkbox', name: 'confirmed', label: sure }],
    button,
    look: 'danger',
  });
  return writeSection('deletion', title, html`<p>${words}</p>`, form);
}

/** Writes /account. */
export function writeAccount(view: View, model: AccountModel): PageContent {
  const { language } = view;
  const { mustVerify = false } = model;
  const { account } = view.texts;
  const { factors, data } = account;
  const signOut = writeForm(view, { to, action: 'sign-out', button: account.signOut, look: 'second' });
  if (model.isDeleting) return { title: account.title, isWide: true, body: [writeDeletion(view)] };
  return {
    title: account.title,
    isWide: true,
    beside: signOut,
    body: [
      html`<p class="soft">${account.signedInAs} <strong>${model.username}</strong> · ${account.since} ${writeDate(language, model.createdAt)}</p>`,
      ...(mustVerify ? [html`<div class="alert"><p>${messageOf(view, 'EMAIL_NOT_VERIFIED')}</p></div>`] : []),
      ...(model.hasFactors
        ? [
            writeSection(
              'factors',
              factors.title,
              html`<p>${factors.words}</p><p><a class="button second" href="/account/factors">${factors.link}</a></p>`,
            ),
          ]
        : []),
      ...(mustVerify ? [] : [writePassword(view, model)]),
      ...(model.email ? [writeEmail(view, model.email)] : []),
      ...(mustVerify ? [] : [writeUsername(view, model.username), writeSessions(view, model)]),
      writeSection(
        'data',
        data.title,
        html`<p>${data.words}</p>`,
        writeForm(view, { to, action: 'export', button: data.button, look: 'second', stays: true }),
      ),
      writeDeletion(view),
    ],
  };
}
