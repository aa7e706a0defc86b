/** Composes the mail with the code and the link that replace a forgotten password. */
import { formatMailLink } from '../../identity/email/mail-link';
import type { MailRequestOf } from '../../identity/email/mail-request';
import {
  digestAddress,
  RESET_PURPOSE,
  type ResetChallenge,
} from '../../identity/email/password-resets/reset-challenge';
import type { Recipient } from '../recipients';
import { renderMail } from '../render/render-mail';
import type { Composer, ComposerDependencies, DiscardReason } from './composer';

/**
 * Creates the composer. A request of a name that no mail can reach causes the same calls. Its mail is dropped
 * afterwards.
 */
export function composeResetPassword(
  deps: Omit<ComposerDependencies, 'seal' | 'enrolments'>,
): Composer<'reset-password'> {
  const { recipients, resets, codes, now, service, linkBase, design } = deps;

  /** Returns the account's address, or the reason why no mail may go to it. */
  function findAddress(
    request: MailRequestOf<'reset-password'>,
    challenge: ResetChallenge | undefined,
    recipient: Recipient | undefined,
  ): { readonly to: string } | { readonly reason: DiscardReason } {
    if (!recipient) return { reason: 'no_account' };
    if (recipient.state !== 'ACTIVE') return { reason: 'not_active' };
    const { sub, generation } = request;
    // it was used, or it was dropped when its mail could not be requested
    if (challenge?.sub !== sub || challenge.generation !== generation) return { reason: 'superseded' };
    if (challenge.securityVersion !== recipient.securityVersion) return { reason: 'revoked' };
    const { email, shownEmail: to, undeliverable } = recipient;
    if (email === undefined || to === undefined) return { reason: 'superseded' };
    if (digestAddress(request.challenge, email) !== challenge.addressDigest) return { reason: 'superseded' };
    if (undeliverable) return { reason: 'undeliverable' };
    return challenge.validUntil > now() ? { to } : { reason: 'expired' };
  }

  return async (request) => {
    const { sub, language, challenge: resetId, generation, expiresAt } = request;
    if (expiresAt <= now()) return 'expired';
    const [challenge, recipient, { code, linkSecret }] = await Promise.all([
      resets.find(resetId),
      recipients.find(sub),
      codes.derive({ purpose: RESET_PURPOSE, challenge: resetId, generation }),
    ]);
    const found = findAddress(request, challenge, recipient);
    if ('reason' in found) return found.reason;
    const link = formatMailLink({ linkBase, page: RESET_PURPOSE, challenge: resetId, linkSecret });
    const values = { service, username: recipient?.username ?? '', code, link, expiresAt };
    const rendered = renderMail(RESET_PURPOSE, language, values, design);
    return { to: found.to, account: sub, kind: RESET_PURPOSE, ...rendered };
  };
}
