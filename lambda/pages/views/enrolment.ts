/** The pages that set up an authenticator app, and show recovery codes. */
import { type Html, html, raw } from '../html';
import type { EnrolmentModel, RecoveryCodesModel, ShownTotp, TotpEnrolmentModel } from '../page-model';
import type { Field } from './fields';
import { linkTo, writeForm } from './forms';
import type { PageContent, View } from './view';

/** What `toQrSvg` draws. Nothing else becomes markup. */
const QR_SVG =
  /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 \d+ \d+" shape-rendering="crispEdges">(<path( fill="#fff")? d="[MHhvz\d .-]*"\/>)+<\/svg>$/;

/** The length of the groups in which a secret is shown. */
const GROUP = /.{1,4}/g;

function writeSecret({ texts }: View, { secret, qrSvg }: Omit<ShownTotp, 'id'>): Html {
  const { totp } = texts;
  const image =
    QR_SVG.test(qrSvg) && html`<div class="qr" role="img" aria-label="${totp.qr}">${raw(qrSvg)}</div>`;
  return html`<p>${totp.words}</p>${image}<p class="soft">${totp.manual}<br><code>${(secret.match(GROUP) ?? []).join(' ')}</code></p>`;
}

const codeField = ({ texts }: View): Field => ({ kind: 'code', name: 'code', label: texts.totp.code });

/** Writes the enrolment that a sign-in requires. */
export function writeEnrolment(view: View, { totp, hasSecret, needsEmailCode }: EnrolmentModel): PageContent {
  const { texts } = view;
  const startAgain = html`<p class="row"><a href="${linkTo(view, '/sign-in')}">${texts.secondFactor.startAgain}</a></p>`;
  const { title, words, begin: beginButton } = texts.enrolment;
  const begin = (look?: 'second') =>
    writeForm(view, {
      ...{ to: '/second-factor/enrolment', action: 'begin-enrolment', button: beginButton },
      ...(look && { look }),
    });
  if (!totp && !hasSecret) return { title, body: html`<p>${words}</p>${begin()}${startAgain}` };
  const { button, emailCode, emailCodeHint } = texts.totp;
  const mailed: Field = { kind: 'mail-code', name: 'email_code', label: emailCode, hint: emailCodeHint };
  const form = writeForm(view, {
    to: '/second-factor',
    action: 'confirm-enrolment',
    fields: [codeField(view), ...(needsEmailCode ? [mailed] : [])],
    button,
  });
  if (!totp) return { title, body: html`<p>${words}</p>${form}${begin('second')}${startAgain}` };
  return { title: texts.totp.title, body: html`${writeSecret(view, totp)}${form}${startAgain}` };
}

/** Writes the new authenticator app of a signed-in user. */
export function writeTotpEnrolment(view: View, { totp }: TotpEnrolmentModel): PageContent {
  const { texts } = view;
  const form = writeForm(view, {
    to: '/account',
    action: 'confirm-totp',
    fields: [codeField(view)],
    hidden: { id: totp.id },
    button: texts.totp.button,
  });
  return {
    title: texts.totp.title,
    body: html`${'secret' in totp && writeSecret(view, totp)}${form}<p class="row"><a href="/account/factors">${texts.confirm.cancel}</a></p>`,
  };
}

/** Writes recovery codes. */
export function writeRecoveryCodes({ texts }: View, { codes, next }: RecoveryCodesModel): PageContent {
  const { title, words, keep, next: button } = texts.recoveryCodes;
  return {
    title,
    body: html`<p>${words}</p><ul class="codes">${codes.map((code) => html`<li>${code}</li>`)}</ul><p>${keep}</p><p><a class="button" href="${next}">${button}</a></p>`,
  };
}
