/** The pages that ask for more than a password: a second factor, or a sign-in again. */
import { type Html, html } from '../html';
import type { ConfirmModel, ProofKind, SecondFactorModel } from '../page-model';
import type { Field } from './fields';
import { type FormPath, linkTo, writeForm } from './forms';
import { writePasskeyForm } from './passkey-form';
import type { PageContent, View } from './view';

/** What both pages offer. */
interface ProofForms {
  readonly to: FormPath;
  readonly model: SecondFactorModel | ConfirmModel;
  readonly kinds: readonly (ProofKind | 'password')[];
  readonly button: string;
  /** Fields of each form. @default [] */
  readonly more?: readonly Field[];
}

/** Writes a form for each kind of proof: the passkey first, and recovery codes folded. */
function writeProofs(view: View, { to, model, kinds, button, more = [] }: ProofForms): Html {
  const { texts } = view;
  const { passkey } = model;
  const hasMain = kinds.includes('totp') || kinds.includes('password');
  return html`${
    kinds.includes('passkey') &&
    passkey &&
    writePasskeyForm(view, {
      to,
      action: 'passkey',
      does: 'get',
      from: passkey,
      button: texts.usePasskey,
      fields: more,
      ...(hasMain && { or: 'after', look: 'second' }),
    })
  }${kinds.includes('passkey') && html`<noscript><p class="soft">${texts.noScript}</p></noscript>`}${
    kinds.includes('password') &&
    writeForm(view, {
      to,
      action: 'password',
      fields: [
        { kind: 'password', name: 'password', label: texts.password, autocomplete: 'current-password' },
      ],
      button,
    })
  }${
    kinds.includes('totp') &&
    writeForm(view, {
      to,
      action: 'totp',
      fields: [{ kind: 'code', name: 'code', label: texts.appCode }, ...more],
      button,
    })
  }${kinds.includes('recovery_code') && writeRecovery(view, to, { button, more, hasMain })}`;
}

/** Writes the form of a recovery code, which is folded if there is another form. */
function writeRecovery(
  view: View,
  to: FormPath,
  { button, more, hasMain }: Required<Pick<ProofForms, 'button' | 'more'>> & { readonly hasMain: boolean },
): Html {
  const { texts, problem } = view;
  const isOpen = problem?.action === 'recovery_code' || !hasMain;
  const form = writeForm(view, {
    to,
    action: 'recovery_code',
    fields: [
      {
        kind: 'recovery-code',
        name: 'code',
        label: texts.recoveryCode,
        hint: texts.secondFactor.recoveryHint,
      },
      ...more,
    ],
    button,
    ...(hasMain && { look: 'second' }),
  });
  return html`<details${isOpen && html` open`}><summary>${texts.secondFactor.recovery}</summary>${form}</details>`;
}

/** Writes /second-factor. */
export function writeSecondFactor(view: View, model: SecondFactorModel): PageContent {
  const { secondFactor } = view.texts;
  const { kinds, trustDays } = model;
  const more: readonly Field[] =
    trustDays === undefined
      ? []
      : [
          {
            kind: 'checkbox',
            name: 'trust_device',
            label: secondFactor.trust(trustDays),
            isOptional: true,
          },
        ];
  const { button } = secondFactor;
  return {
    title: secondFactor.title,
    body: html`<p>${secondFactor.words}</p>${writeProofs(view, { to: '/second-factor', model, kinds, button, more })}<p class="row"><a href="${linkTo(view, '/sign-in')}">${secondFactor.startAgain}</a></p>`,
  };
}

/** Writes /confirm. */
export function writeConfirm(view: View, model: ConfirmModel): PageContent {
  const { confirm } = view.texts;
  const { username, kinds } = model;
  return {
    title: confirm.title,
    body: html`<p>${confirm.words}</p><p>${confirm.account}: <strong>${username}</strong></p>${writeProofs(view, { to: '/confirm', model, kinds, button: confirm.button })}<p class="row"><a href="${view.returnTo ?? '/account'}">${confirm.cancel}</a></p>`,
  };
}
