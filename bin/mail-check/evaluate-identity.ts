/** Evaluates what SES says about the identity that sends. */
import { type Finding, fault, note, objectOf, ok } from './finding';

type Output = Readonly<Record<string, unknown>>;

/**
 * Evaluates the output of `GetEmailIdentity`.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetEmailIdentity.html
 */
export function evaluateIdentity(name: string, identity: Output): readonly Finding[] {
  return [
    evaluateVerification(name, identity),
    evaluateDkim(name, objectOf(identity, 'DkimAttributes')),
    evaluateMailFrom(name, objectOf(identity, 'MailFromAttributes')),
  ];
}

function evaluateVerification(name: string, identity: Output): Finding {
  return identity.VerifiedForSendingStatus === true
    ? ok(`The identity ${name} is verified`)
    : fault(
        `The identity ${name} is not verified (${identity.VerificationStatus}): publish the DNS records that SES shows for it, or open the link in the mail to the address`,
      );
}

function evaluateDkim(name: string, { SigningEnabled: isEnabled, Status: status }: Output): Finding {
  return isEnabled === true && status === 'SUCCESS'
    ? ok('Mails are signed with DKIM')
    : note(
        `Mails are not signed with DKIM (${status}), and receivers may refuse them: publish the CNAME records that SES shows for ${name}`,
      );
}

function evaluateMailFrom(name: string, mailFrom: Output): Finding {
  const { MailFromDomain: domain, MailFromDomainStatus: status, BehaviorOnMxFailure: behaviour } = mailFrom;
  if (typeof domain !== 'string' || domain === '') {
    return note(
      `The identity ${name} has no MAIL FROM domain, so SPF is that of amazonses.com: DMARC then needs DKIM. You may set one in the SES console`,
    );
  }
  if (status === 'SUCCESS') return ok(`The MAIL FROM domain is ${domain}`);
  const text = `The MAIL FROM domain ${domain} is not verified (${status}): publish the MX and TXT records that SES shows for it`;
  return behaviour === 'REJECT_MESSAGE' ? fault(`${text}. Until then SES refuses the mails`) : note(text);
}
