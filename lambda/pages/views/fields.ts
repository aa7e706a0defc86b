/** Writes the fields of a form. Each is linked to its hint and to its fault. */
import { type Html, html, raw } from '../html';
import { describeFault } from './messages';
import type { View } from './view';

/** A field. */
export interface Field {
  /** Without a kind: `text`. */
  readonly kind?: 'text' | 'email' | 'password' | 'code' | 'recovery-code' | 'mail-code' | 'checkbox';
  readonly name: string;
  readonly label: string;
  /** @default - none */
  readonly hint?: string | undefined;
  readonly autocomplete?: string | undefined;
  /** @default false */
  readonly isOptional?: boolean | undefined;
  readonly minLength?: number | undefined;
  /** @default - what the user had typed */
  readonly value?: string | undefined;
}

/** A form as its fields see it. */
export interface FieldScope {
  readonly view: View;
  /** What the ids of the fields begin with. */
  readonly key: string;
  /** Whether the problem of the page is about this form. */
  readonly isRefused: boolean;
}

/** The field that the problem of a form is about. */
const fieldsOfCodes: Readonly<Record<string, string>> = {
  INVALID_CODE: 'code',
  INVALID_CREDENTIALS: 'password',
  INVALID_CURRENT_PASSWORD: 'current_password',
  USERNAME_TAKEN: 'username',
};

const plain = html` autocapitalize="none" spellcheck="false"`;
const ownAttributes = {
  text: html` type="text"${plain}`,
  email: html` type="email"${plain}`,
  password: html` type="password"${plain}`,
  code: html` type="text" inputmode="numeric" autocomplete="one-time-code" spellcheck="false"`,
  'mail-code': html` type="text" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false"`,
  'recovery-code': html` type="text" autocomplete="off" autocapitalize="characters" spellcheck="false"`,
} as const;

const EYE = raw(
  '<svg width="22" height="22" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true" focusable="false"><path d="M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12z"/><circle cx="12" cy="12" r="3"/></svg>',
);

/** Returns whether a field is invalid by the problem of the page. */
export function isInvalid({ view, isRefused }: FieldScope, name: string): boolean {
  const { problem } = view;
  return isRefused && (faultOf(view, name) !== undefined || fieldsOfCodes[problem?.code ?? ''] === name);
}

function faultOf({ problem }: View, name: string): string | undefined {
  const { fields = {} } = problem ?? {};
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** Writes a field. @param hasFocus whether it gets the focus when the page is shown */
export function writeField(scope: FieldScope, field: Field, hasFocus: boolean): Html {
  const { view, key, isRefused } = scope;
  const { kind = 'text', name, label, hint, isOptional = false } = field;
  const id = `${key}-${name}`;
  if (kind === 'checkbox') {
    const empty = !isOptional && html` required data-empty="${view.texts.unchecked}"`;
    return html`<div class="field"><label class="check"><input id="${id}" name="${name}" type="checkbox" value="yes"${empty}><span>${label}</span></label></div>`;
  }
  const invalid = isInvalid(scope, name);
  const fault = isRefused ? faultOf(view, name) : undefined;
  const describedBy = [
    ...(hint === undefined ? [] : [`${id}-hint`]),
    ...(fault === undefined ? [] : [`${id}-fault`]),
    ...(invalid && fault === undefined ? ['alert'] : []),
  ].join(' ');
  const keepsValue = kind === 'text' || kind === 'email';
  const value = field.value ?? (isRefused && keepsValue ? view.values[name] : undefined);
  const input = html`<input id="${id}" name="${name}"${ownAttributes[kind]}${
    field.autocomplete !== undefined && html` autocomplete="${field.autocomplete}"`
  }${field.minLength !== undefined && html` minlength="${field.minLength}"`}${
    value !== undefined && html` value="${value}"`
  }${!isOptional && html` required`}${describedBy !== '' && html` aria-describedby="${describedBy}"`}${
    invalid && html` aria-invalid="true"`
  }${hasFocus && html` autofocus`}>`;
  const shown =
    kind === 'password'
      ? html`<div class="secret">${input}<button type="button" data-shows="${id}" aria-pressed="false" aria-label="${view.texts.show}" hidden>${EYE}</button></div>`
      : input;
  return html`<div class="field"><label for="${id}">${label}${isOptional && html` <i>(${view.texts.optional})</i>`}</label>
${shown}${hint !== undefined && html`<p id="${id}-hint" class="hint">${hint}</p>`}${
  fault !== undefined && html`<p id="${id}-fault" class="error">${describeFault(view, fault)}</p>`
}</div>`;
}
