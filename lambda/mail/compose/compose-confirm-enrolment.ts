/**
 * Composes the mail with the code that a sign-in needs, before it adds the first second factor of an account. A file on
 * demand, next to the bundle.
 */
import type { MailRequestOf } from '../../identity/email/mail-request';
import { digestAddress } from '../../identity/email/password-resets/reset-challenge';
import { builtInDesign } from '../../mail-templates/mail-design';
import { createEnrolmentReader, type MailedEnrolment } from '../enrolment-challenges';
import type { Recipient } from '../recipients';
import { enrolmentTexts } from '../render/enrolment-texts';
import { formatTime } from '../render/format-time';
import { renderTemplate } from '../render/render-template';
import type { Composer, ComposerDependencies, DiscardReason } from './composer';

const KIND = 'confirm-enrolment';

/** Creates the reader of the challenges, which only this file needs. */
export const createReader = createEnrolmentReader;

/** Creates the composer. */
export function composeConfirmEnrolment(
  deps: Pick<ComposerDependencies, 'recipients' | 'enrolments' | 'codes' | 'now' | 'service' | 'design'>,
): Composer<typeof KIND> {
  const { recipients, enrolments, codes, now, service, design = builtInDesign } = deps;

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
    const [challenge, recipient] = await Promise.all([enrolments().find(digest), recipients.find(sub)]);
    const found = findAddress(request, challenge, recipient);
    if ('reason' in found) return found.reason;
    const { code } = await codes.derive({ purpose: KIND, challenge: digest, generation });
    const validUntil = formatTime(language, expiresAt);
    const values = { service, username: recipient?.username ?? '', code, validUntil };
    const rendered = renderTemplate(enrolmentTexts[language], KIND, language, values, design);
    return { to: found.to, account: sub, kind: KIND, ...rendered };
  };
}
