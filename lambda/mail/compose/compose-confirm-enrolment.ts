/** Composes the mail with the code that a sign-in needs, before it adds the first second factor of an account. */
import type { MailRequestOf } from '../../identity/email/mail-request';
import { digestAddress } from '../../identity/email/password-resets/reset-challenge';
import type { MailedEnrolment } from '../enrolment-challenges';
import type { Recipient } from '../recipients';
import { renderMail } from '../render/render-mail';
import type { Composer, ComposerDependencies, DiscardReason } from './composer';

const KIND = 'confirm-enrolment';

/** Creates the composer. */
export function composeConfirmEnrolment(
  deps: Pick<ComposerDependencies, 'recipients' | 'enrolments' | 'codes' | 'now' | 'service' | 'design'>,
): Composer<typeof KIND> {
  const { recipients, enrolments, codes, now, service, design } = deps;

  /** Returns the verified address, or the reason why no mail may go to it. */
  function findAddress(
    { sub, challenge: digest }: MailRequestOf<typeof KIND>,
    challenge: MailedEnrolment | undefined,
    recipient: Recipient | undefined,
  ): { readonly to: string } | { readonly reason: DiscardReason } {
    if (!recipient) return { reason: 'no_account' };
    if (recipient.state !== 'ACTIVE') return { reason: 'not_active' };
    // it was answered, or its mail could not be requested
    if (challenge?.sub !== sub) return { reason: 'superseded' };
    if (challenge.securityVersion !== recipient.securityVersion) return { reason: 'revoked' };
    const { email, shownEmail: to, undeliverable } = recipient;
    if (email === undefined || to === undefined) return { reason: 'superseded' };
    if (digestAddress(digest, email) !== challenge.addressDigest) return { reason: 'superseded' };
    if (undeliverable) return { reason: 'undeliverable' };
    return challenge.validUntil > now() ? { to } : { reason: 'expired' };
  }

  return async (request) => {
    const { sub, language, challenge: digest, generation, expiresAt } = request;
    if (expiresAt <= now()) return 'expired';
    const [challenge, recipient] = await Promise.all([enrolments.find(digest), recipients.find(sub)]);
    const found = findAddress(request, challenge, recipient);
    if ('reason' in found) return found.reason;
    const { code } = await codes.derive({ purpose: KIND, challenge: digest, generation });
    const values = { service, username: recipient?.username ?? '', code, expiresAt };
    return { to: found.to, account: sub, kind: KIND, ...renderMail(KIND, language, values, design) };
  };
}
