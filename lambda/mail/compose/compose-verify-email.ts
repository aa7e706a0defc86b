/** Composes the mail with the code and the link that verify an address. */
import type { PendingEmail } from '../../identity/email/account-email';
import { formatMailLink } from '../../identity/email/mail-link';
import type { MailRequestOf } from '../../identity/email/mail-request';
import type { Recipient } from '../recipients';
import { renderMail } from '../render/render-mail';
import type { Composer, ComposerDependencies, DiscardReason } from './composer';

/** An account's username, and the address that it asked to use. */
interface PendingRecipient extends Pick<Recipient, 'username'> {
  readonly pending: PendingEmail;
}

/** Creates the composer. The mail to an address of another account holds neither. */
export function composeVerifyEmail(
  deps: Omit<ComposerDependencies, 'seal' | 'enrolments' | 'resets'>,
): Composer<'verify-email'> {
  const { recipients, codes, now, service, linkBase, design } = deps;

  /** Finds the pending address that a request is for, or the reason why it is no longer pending. */
  async function findPending({
    sub,
    challenge,
    generation,
    expiresAt,
  }: MailRequestOf<'verify-email'>): Promise<DiscardReason | PendingRecipient> {
    if (expiresAt <= now()) return 'expired';
    const recipient = await recipients.find(sub);
    if (!recipient) return 'no_account';
    const { state, username, securityVersion, pendingEmail: pending } = recipient;
    if (state !== 'ACTIVE') return 'not_active';
    if (pending?.challenge !== challenge || pending.generation !== generation) return 'superseded';
    if (pending.securityVersion !== securityVersion) return 'revoked';
    return pending.expiresAt > now() ? { username, pending } : 'expired';
  }

  return async (request) => {
    const found = await findPending(request);
    if (typeof found === 'string') return found;
    const { sub, language, challenge, generation } = request;
    const { username, pending } = found;
    const { address, shown: to, expiresAt } = pending;
    // Both in any case: the work for a taken address differs only by one read of the table.
    const [owner, { code, linkSecret }] = await Promise.all([
      recipients.findOtherOwner(address, sub),
      codes.derive({ purpose: 'verify-email', challenge, generation }),
    ]);
    const envelope = { to, account: sub };
    if (owner) {
      if (owner.undeliverable) return 'undeliverable';
      const kind = 'email-in-use';
      return { ...envelope, kind, ...renderMail(kind, language, { service, username }, design) };
    }
    // Also to the account's own address if it is marked: only a new verification shows that mails arrive again.
    const link = formatMailLink({ linkBase, page: 'verify-email', challenge, linkSecret });
    const values = { service, username, code, link, expiresAt };
    const kind = 'verify-email';
    return { ...envelope, kind, ...renderMail(kind, language, values, design) };
  };
}
