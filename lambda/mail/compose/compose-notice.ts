/** Composes the mail that informs a user of a change of their account. A file on demand, next to the bundle. */
import { FORMER_EMAIL_MS, VERIFICATION_MS } from '../../identity/email/account-email';
import type { MailRequestOf } from '../../identity/email/mail-request';
import type { SealedRecipient } from '../../identity/email/notices/address-seal';
import { type NoticeKind, sealedNotices } from '../../notice-kinds';
import { renderNotice } from '../render/render-notice';
import type { Composer, ComposerDependencies, DiscardReason } from './composer';

type NoticeRequest = MailRequestOf<'notice'>;

/** How long after the change a notice is sent, in milliseconds. */
const LIFETIME_MS: Readonly<Partial<Record<NoticeKind, number>>> = {
  // as long as the queue keeps a message: afterwards nothing of the account is used any more
  'account-deleted': 4 * 60 * 60 * 1000,
  // as long as the request can be canceled
  'email-change-requested': VERIFICATION_MS,
};

/**
 * Creates the composer. A notice goes to the verified address of the account. When the change takes the address
 * from the account, it goes to that address, which its request holds sealed: no later change can redirect it or
 * stop it.
 */
export function composeNotice(
  deps: Omit<ComposerDependencies, 'resets' | 'enrolments' | 'codes' | 'linkBase'>,
): Composer<'notice'> {
  const { recipients, seal, now, service, design } = deps;

  async function findRecipient({ sub }: NoticeRequest): Promise<DiscardReason | SealedRecipient> {
    const recipient = await recipients.find(sub);
    if (!recipient) return 'no_account';
    const { state, username, shownEmail, undeliverable } = recipient;
    if (state !== 'ACTIVE') return 'not_active';
    if (shownEmail === undefined) return 'no_address';
    return undeliverable ? 'undeliverable' : { to: shownEmail, username };
  }

  async function openSeal({ sub, notice, sealed }: NoticeRequest): Promise<DiscardReason | SealedRecipient> {
    if (sealed === undefined) return 'no_address';
    return (await seal().open(sealed, { sub, notice })) ?? 'unreadable';
  }

  return async (request) => {
    const { notice, at, device, language } = request;
    if (now() >= at + (LIFETIME_MS[notice] ?? FORMER_EMAIL_MS)) return 'expired';
    const isSealed = sealedNotices.includes(notice);
    const found = await (isSealed ? openSeal : findRecipient)(request);
    if (typeof found === 'string') return found;
    const { to, username } = found;
    const values = { service, username, at, device, until: at + FORMER_EMAIL_MS };
    return { to, account: request.sub, kind: 'notice', ...renderNotice(notice, language, values, design) };
  };
}
