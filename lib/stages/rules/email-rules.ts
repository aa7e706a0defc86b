/** The rules for the e-mail of a stage. */
import { Token } from 'aws-cdk-lib';
import { isLinkBase, trimLinkBase } from '../../../lambda/link-base';
import { noticeKinds } from '../../../lambda/notice-kinds';
import { type EmailSettings, listSenders } from '../email-settings';
import { parseMailbox } from '../mailbox';
import type { StageSettings } from '../stage-settings';
import { isArn, isUnique, type StageRule } from './setting-rule';

export const emailRules: readonly StageRule[] = [
  ...rulesOf('email'),
  ...rulesOf('alsoGrant'),
  ...(['mail', 'mail-feedback'] as const).flatMap((name) =>
    (['reservedConcurrency', 'provisionedConcurrency'] as const).map(
      (setting): StageRule => ({
        setting,
        demand: `must not name ${name}, which the stage does not have: email is not set`,
        holds: (settings) => settings[setting][name] === undefined || listSenders(settings).length > 0,
      }),
    ),
  ),
  {
    setting: 'reservedConcurrency',
    // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
    demand: 'must be at least 2 for mail, since the queue of mails uses two instances',
    holds: ({ reservedConcurrency: { mail } }) => mail === undefined || mail >= 2,
  },
];

/** Returns the rules for the sender in a setting. */
function rulesOf(setting: 'email' | 'alsoGrant'): readonly StageRule[] {
  const rule = (
    demand: string,
    holds: (email: EmailSettings, settings: StageSettings) => boolean,
  ): StageRule => ({
    setting,
    demand: setting === 'email' ? demand : `${demand}, in email`,
    holds: (settings) => {
      const email = setting === 'email' ? settings.email : settings.alsoGrant.email;
      return email === undefined || holds(email, settings);
    },
  });
  return [
    rule(
      'must have a from such as "Example <no-reply@example.com>", in ASCII',
      ({ from }) => parseMailbox(from) !== undefined,
    ),
    rule(
      'must have a replyTo such as "Example <help@example.com>", in ASCII, or none',
      ({ replyTo }) => replyTo === undefined || parseMailbox(replyTo) !== undefined,
    ),
    rule('must have an identityArn of SES in the region of the stack', ({ identityArn }, { region }) =>
      isArn(identityArn, 'ses', region, /^identity\/[^\s*?$]+$/),
    ),
    rule('must have the identityArn of the address in from, or of its domain', isSender),
    rule(
      'must have the signUp required, or none, with the policy required',
      ({ policy, signUp }) => policy !== 'required' || signUp === undefined || signUp === 'required',
    ),
    rule(
      'must have a configurationSetName of 1 to 64 letters, digits, "-" and "_", or none',
      ({ configurationSetName: name }) => name === undefined || /^[\w-]{1,64}$/.test(name),
    ),
    rule(
      `must have notices that are 'all', 'none', or different ones of ${noticeKinds.join(', ')}`,
      ({ notices }) =>
        notices === undefined ||
        notices === 'all' ||
        notices === 'none' ||
        (Array.isArray(notices) && isUnique(notices) && notices.every((kind) => noticeKinds.includes(kind))),
    ),
    rule(
      'must have a linkBase such as "https://app.example.com/account", without query and fragment, or none',
      ({ linkBase: base }) =>
        base === undefined || Token.isUnresolved(base) || isLinkBase(trimLinkBase(base)),
    ),
  ];
}

/**
 * Returns whether an identity may send for the address. That of a domain may also send for names below it.
 * @see https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html
 */
function isSender({ from, identityArn }: EmailSettings): boolean {
  const mailbox = parseMailbox(from);
  if (mailbox === undefined || Token.isUnresolved(identityArn)) return true;
  const identity = identityArn.split(':identity/').at(-1)?.toLowerCase() ?? '';
  return (
    mailbox.address.toLowerCase() === identity ||
    mailbox.domain === identity ||
    mailbox.domain.endsWith(`.${identity}`)
  );
}
