/** The list of sessions. */
import { toRoughDevice } from '../../../identity/email/notices/rough-device';
import { type Html, html } from '../../html';
import type { AccountModel, ShownSession } from '../../page-model';
import { writeForm } from '../forms';
import type { View } from '../view';
import { writeSection } from './sections';
import { formatDate, writeTime } from './times';

/** Names the device of a session by the words of our lists. */
function nameDevice({ texts }: View, { userAgent }: ShownSession): string {
  const { unknownDevice, on } = texts.account.sessions;
  const [browser, system] = toRoughDevice(userAgent)?.split('/') ?? [];
  return browser === undefined || system === undefined ? unknownDevice : on(browser, system);
}

function writeSession(view: View, session: ShownSession, index: number): Html {
  const { language } = view;
  const texts = view.texts.account.sessions;
  const { id, ip, createdAt, lastUsedAt, current } = session;
  const device = nameDevice(view, session);
  const end =
    !current &&
    html`<div>${writeForm(view, {
      to: '/account',
      action: 'end-session',
      item: { id, index },
      button: texts.end,
      buttonName: texts.endOne(device),
      look: 'second',
    })}</div>`;
  return html`<li><div><h3>${device}${current && html` <span class="badge">${texts.current}</span>`}</h3><span class="soft">${texts.lastUsed}: ${writeTime(language, lastUsedAt)}<br>${texts.began}: ${writeTime(language, createdAt)}${
    ip !== undefined && html`<br>${texts.address}: ${ip}`
  }</span></div>${end}</li>`;
}

/** Writes the sessions of an account. */
export function writeSessions(view: View, { sessions, trustedUntil }: AccountModel): Html {
  const texts = view.texts.account.sessions;
  const items = sessions.map((session, index) => writeSession(view, session, index));
  const endOthers =
    sessions.some(({ current }) => !current) &&
    writeForm(view, {
      to: '/account',
      action: 'end-other-sessions',
      button: texts.endOthers,
      look: 'second',
    });
  return writeSection(
    'sessions',
    texts.title,
    html`<p>${texts.words}</p><ul class="list">${items}</ul>`,
    endOthers,
    writeEverywhere(view, trustedUntil),
  );
}

/** Writes what ends all sessions, and with them the trust in devices. */
function writeEverywhere(view: View, trustedUntil: AccountModel['trustedUntil']): Html {
  const { title, words, button, trusted } = view.texts.account.sessions.everywhere;
  const last = trustedUntil?.at(-1);
  const form = writeForm(view, { to: '/account', action: 'sign-out-everywhere', button, look: 'second' });
  const trust =
    trustedUntil !== undefined &&
    last !== undefined &&
    html`<p>${trusted(trustedUntil.length, formatDate(view.language, last))}</p>`;
  return html`<h3>${title}</h3><p>${words}</p>${trust}${form}`;
}
