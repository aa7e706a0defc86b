/** The page of the factors of an account. */
import { type Html, html } from '../../html';
import type { FactorsModel, ShownFactor } from '../../page-model';
import { writeForm } from '../forms';
import type { PageContent, View } from '../view';
import { writePasskeys } from './passkeys';
import { writeFoldedForm, writeSection } from './sections';
import { writeTime, writeTimes } from './times';

const to = '/account/factors';

function writeApp(view: View, app: ShownFactor, index: number): Html {
  const { remove, removeOne } = view.texts.factors;
  const { id, name } = app;
  return html`<li><div><h3>${name}</h3>${writeTimes(view, app)}</div><div>${writeForm(view, {
    to,
    action: 'remove-factor',
    item: { id, index },
    button: remove,
    buttonName: removeOne(name),
    look: 'second',
  })}</div></li>`;
}

function writeApps(view: View, apps: FactorsModel['apps']): Html {
  const { apps: texts, name: label } = view.texts.factors;
  const list =
    apps.length > 0
      ? html`<ul class="list">${apps.map((app, index) => writeApp(view, app, index))}</ul>`
      : html`<p class="soft">${texts.none}</p>`;
  const add = writeFoldedForm(view, {
    to,
    action: 'add-totp',
    fields: [{ name: 'name', label, isOptional: true, autocomplete: 'off' }],
    button: texts.button,
  });
  return writeSection('apps', texts.title, html`<p>${texts.words}</p>`, list, add);
}

function writeSwitch(view: View, { isSecondFactorOn, isRequired, apps, passkeys }: FactorsModel): Html {
  const texts = view.texts.factors.secondFactor;
  const passkeyCount = passkeys?.length ?? 0;
  const hasFactor = apps.length + passkeyCount > 0;
  const needsPasskey = isRequired && passkeyCount > 0;
  const turnOff =
    isSecondFactorOn &&
    !isRequired &&
    html`<p class="soft">${texts.turnOffWords}</p>${writeForm(view, { to, action: 'turn-off-second-factor', button: texts.turnOff, look: 'danger' })}`;
  const turnOn =
    !isSecondFactorOn &&
    hasFactor &&
    writeForm(view, { to, action: 'turn-on-second-factor', button: texts.turnOn, look: 'second' });
  return writeSection(
    'second-factor',
    texts.title,
    html`<p>${isSecondFactorOn ? texts.on : needsPasskey ? texts.passkeyNeeded : texts.off}</p>`,
    isRequired && html`<p class="soft">${texts.required}</p>`,
    turnOff,
    turnOn,
  );
}

function writeRecovery(view: View, count: number): Html {
  const texts = view.texts.factors.recoveryCodes;
  const form = writeForm(view, {
    to,
    action: 'replace-recovery-codes',
    button: texts.button,
    look: 'second',
  });
  return writeSection('recovery-codes', texts.title, html`<p>${texts.left(count)} ${texts.words}</p>`, form);
}

/** Writes /account/factors. */
export function writeFactors(view: View, model: FactorsModel): PageContent {
  const texts = view.texts.factors;
  const { apps, passkeys, isSecondFactorOn, resetAt, recoveryCodesLeft } = model;
  const reset =
    resetAt !== undefined &&
    html`<div class="alert"><p>${texts.resetWaits} ${writeTime(view.language, resetAt)}.</p>${writeForm(view, { to, action: 'cancel-reset', button: texts.keepFactors })}</div>`;
  return {
    title: texts.title,
    isWide: true,
    body: [
      html`<p><a href="/account">${texts.back}</a></p>${reset}`,
      ...(passkeys ? [writePasskeys(view, model)] : []),
      writeApps(view, apps),
      ...(passkeys ? [writeSwitch(view, model)] : []),
      ...(isSecondFactorOn ? [writeRecovery(view, recoveryCodesLeft)] : []),
    ],
  };
}
