/** The list of passkeys, and the form that adds one. */
import { type Html, html } from '../../html';
import type { FactorsModel, ShownPagePasskey } from '../../page-model';
import { writeForm } from '../forms';
import { writePasskeyForm } from '../passkey-form';
import type { View } from '../view';
import { writeSection } from './sections';
import { writeTimes } from './times';

const to = '/account/factors';

function writePasskey(view: View, passkey: ShownPagePasskey, index: number): Html {
  const { texts, problem, values } = view;
  const { passkeys, remove, removeOne, name: label } = texts.factors;
  const { id, name, synced, verifiesUser } = passkey;
  const item = { id, index };
  const isOpen = problem?.action === 'rename-passkey' && values.id === id;
  const rename = writeForm(view, {
    to,
    action: 'rename-passkey',
    item,
    fields: [{ name: 'name', label, value: isOpen ? (values.name ?? name) : name, autocomplete: 'off' }],
    button: passkeys.rename,
    buttonName: passkeys.renameOne(name),
    look: 'second',
  });
  return html`<li><div><h3>${name}${synced && html` <span class="badge">${passkeys.synced}</span>`}${
    !verifiesUser && html` <span class="badge">${passkeys.onlySecond}</span>`
  }</h3>${writeTimes(view, passkey)}<details${isOpen && html` open`}><summary>${passkeys.rename}</summary>${rename}</details></div><div>${writeForm(
    view,
    {
      to,
      action: 'remove-passkey',
      item,
      button: remove,
      buttonName: removeOne(name),
      look: 'second',
    },
  )}</div></li>`;
}

/** Writes the form that creates the passkey of a ceremony, or else the button that begins one. */
function writeAdding(view: View, registration: FactorsModel['registration']): Html {
  const { texts } = view;
  const { passkeys, name: label } = texts.factors;
  const noScript = html`<noscript><p class="soft">${texts.noScript}</p></noscript>`;
  if (!registration)
    return html`<div data-needs-passkeys hidden>${writeForm(
      { ...view, problem: undefined },
      {
        to,
        action: 'begin-passkey',
        button: passkeys.begin,
        look: 'second',
      },
    )}</div>${noScript}`;
  const form = writePasskeyForm(view, {
    to,
    action: 'add-passkey',
    does: 'create',
    from: registration,
    fields: [
      {
        name: 'name',
        label: `${label}`,
        isOptional: true,
        autocomplete: 'off',
        value: view.values.name,
      },
    ],
    button: passkeys.create,
  });
  return html`<p>${passkeys.createWords}</p>${form}${noScript}`;
}

/** Writes the passkeys of an account. */
export function writePasskeys(
  view: View,
  { passkeys = [], registration }: Pick<FactorsModel, 'passkeys' | 'registration'>,
): Html {
  const texts = view.texts.factors.passkeys;
  const list =
    passkeys.length > 0
      ? html`<ul class="list">${passkeys.map((passkey, index) => writePasskey(view, passkey, index))}</ul>`
      : html`<p class="soft">${texts.none}</p>`;
  return writeSection(
    'passkeys',
    texts.title,
    html`<p>${texts.words}</p>`,
    list,
    writeAdding(view, registration),
  );
}
