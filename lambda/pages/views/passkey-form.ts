/** Writes forms that a passkey fills. They are hidden until the script shows them. */
import { type Html, html } from '../html';
import type { PasskeyCeremony } from '../page-model';
import { type Field, writeField } from './fields';
import { commonFields, type FormPath, hiddenField } from './forms';
import { messageOf } from './messages';
import type { View } from './view';

/** A form that a passkey fills. */
export interface PasskeyForm {
  readonly to: FormPath;
  readonly action: string;
  readonly button: string;
  /** Whether the passkey is used or created. */
  readonly does: 'get' | 'create';
  /** The options, or the path of the API that returns them. */
  readonly from: PasskeyCeremony | `/${string}`;
  /** Fields of another form, by their names here, that are copied and sent. The value is the id of the field. */
  readonly copies?: Readonly<Record<string, string>>;
  /** The copied fields that the API needs for the options. @default [] */
  readonly sends?: readonly string[];
  /** @default [] */
  readonly fields?: readonly Field[];
  /** Whether the field of the username offers passkeys. @default false */
  readonly hasAutofill?: boolean;
  /** @default - the main one */
  readonly look?: 'second';
  /** Whether it is one way of several, before or after the others. @default - it is the only way */
  readonly or?: 'before' | 'after';
  /** @default - none */
  readonly hint?: string;
}

const MESSAGES = ['TOO_MANY_ATTEMPTS', 'TOO_MANY_PASSKEYS', 'DEPENDENCY_UNAVAILABLE'];

/** Writes the form. */
export function writePasskeyForm(view: View, form: PasskeyForm): Html {
  const { to, action, does, from, copies = {}, sends = [], fields = [], or, hint } = form;
  const { texts } = view;
  const messages = {
    ...Object.fromEntries(MESSAGES.map((code) => [code, messageOf(view, code)])),
    VALIDATION_FAILED: texts.faults.username(0),
  };
  const source =
    typeof from === 'string'
      ? html` data-path="${from}"`
      : html` data-options="${JSON.stringify({ ceremony_id: from.ceremonyId, options: from.options })}"`;
  const divider = html`<p class="or">${texts.or}</p>`;
  return html`<div data-needs-passkeys hidden>${or === 'before' && divider}<form method="post" action="${to}" data-passkey="${does}"${source} data-messages="${JSON.stringify(messages)}"${
    form.hasAutofill && html` data-autofill`
  }>${commonFields(view, action)}${hiddenField('ceremony_id', '')}${hiddenField('credential', '')}${Object.entries(
    copies,
  ).map(
    ([name, id]) =>
      html`<input type="hidden" name="${name}" data-from="${id}"${sends.includes(name) && html` data-sends="${name}"`}>`,
  )}<p class="error" role="alert" hidden>${texts.passkeyFailed}</p>${fields.map((field) =>
    writeField({ view, key: action, isRefused: false }, field, false),
  )}<button type="submit"${form.look !== undefined && html` class="${form.look}"`}>${form.button}</button>${
    hint !== undefined && html`<p class="hint">${hint}</p>`
  }</form>${or === 'after' && divider}</div>`;
}
