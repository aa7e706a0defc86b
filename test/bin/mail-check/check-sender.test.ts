/** What the check says about each response of SES. */
import { checkSender } from '../../../bin/mail-check/check-sender';
import { AwsCallError } from '../../../lambda/shared/aws/aws-call-error';
import { account, configurationSet, destinations, identity } from './ses-answers';

const answers = {
  GetAccount: account as object,
  GetEmailIdentity: identity as object,
  GetConfigurationSet: configurationSet as object,
  GetConfigurationSetEventDestinations: destinations as object,
};
const sender = { identity: 'example.com', configurationSet: 'mails' };

/** Returns the findings when SES gives these answers in place of the good ones. */
async function check(changes: Partial<Record<keyof typeof answers, object | Error>> = {}, checked = sender) {
  const paths: string[] = [];
  const findings = await checkSender(async ({ operation, path }) => {
    paths.push(path.join('/'));
    const answer = { ...answers, ...changes }[operation as keyof typeof answers];
    if (answer instanceof Error) throw answer;
    return answer as Record<string, unknown>;
  }, checked);
  return { findings, paths };
}
const findings = async (changes: Parameters<typeof check>[0]) =>
  (await check(changes)).findings.filter(({ level }) => level !== 'ok');
const error = (kind: ConstructorParameters<typeof AwsCallError>[1], reason: string) =>
  new AwsCallError('ses:Call', kind, reason);

test('an account that can send has only fine lines', async () => {
  const { findings: found, paths } = await check();
  expect(found.map(({ level }) => level)).toEqual(Array(9).fill('ok'));
  expect(paths).toEqual([
    'account',
    'identities/example.com',
    'configuration-sets/mails',
    'configuration-sets/mails/event-destinations',
  ]);
});

test.each<[string, Parameters<typeof check>[0], RegExp]>([
  [
    'the sandbox',
    { GetAccount: { ...account, ProductionAccessEnabled: false } },
    /^The account is in the sandbox.*: request production access/,
  ],
  [
    'paused sending',
    { GetAccount: { ...account, SendingEnabled: false, EnforcementStatus: 'SHUTDOWN' } },
    /^Sending is paused \(SHUTDOWN\): see /,
  ],
  [
    'an identity that is not verified',
    { GetEmailIdentity: { ...identity, VerifiedForSendingStatus: false, VerificationStatus: 'PENDING' } },
    /^The identity example\.com is not verified \(PENDING\): publish /,
  ],
  [
    'a missing identity',
    { GetEmailIdentity: error('not-found', 'NotFoundException') },
    /does not exist.*: create/,
  ],
  [
    'a MAIL FROM domain without which mails are refused',
    {
      GetEmailIdentity: {
        ...identity,
        MailFromAttributes: {
          MailFromDomain: 'mail.example.com',
          MailFromDomainStatus: 'FAILED',
          BehaviorOnMxFailure: 'REJECT_MESSAGE',
        },
      },
    },
    /^The MAIL FROM domain mail\.example\.com is not verified \(FAILED\): publish .*SES refuses the mails$/,
  ],
  [
    'a configuration set that does not send',
    { GetConfigurationSet: { ...configurationSet, SendingOptions: { SendingEnabled: false } } },
    /^The configuration set mails does not send: enable/,
  ],
  [
    'a missing configuration set',
    { GetConfigurationSet: error('not-found', 'NotFoundException') },
    /^The configuration set mails does not exist.*: create/,
  ],
  [
    'a missing right',
    { GetAccount: error('denied', 'AccessDeniedException') },
    /^You may not call GetAccount: your role needs ses:GetAccount$/,
  ],
])('%s is a fault, with what to do', async (_, changes, text) => {
  expect(await findings(changes)).toEqual([{ level: 'fault', text: expect.stringMatching(text) }]);
});

test.each<[string, Parameters<typeof check>[0], RegExp]>([
  [
    'a review',
    { GetAccount: { ...account, EnforcementStatus: 'PROBATION' } },
    /AWS reviews the account \(PROBATION\)/,
  ],
  [
    'a suppression list without complaints',
    { GetAccount: { ...account, SuppressionAttributes: { SuppressedReasons: ['BOUNCE'] } } },
    /^The suppression list does not take COMPLAINT: switch it on/,
  ],
  [
    'missing DKIM',
    { GetEmailIdentity: { ...identity, DkimAttributes: { SigningEnabled: true, Status: 'PENDING' } } },
    /^Mails are not signed with DKIM \(PENDING\)/,
  ],
  [
    'a missing MAIL FROM domain',
    { GetEmailIdentity: { ...identity, MailFromAttributes: {} } },
    /has no MAIL FROM domain/,
  ],
  [
    'a MAIL FROM domain that falls back',
    {
      GetEmailIdentity: {
        ...identity,
        MailFromAttributes: { ...identity.MailFromAttributes, MailFromDomainStatus: 'PENDING' },
      },
    },
    /^The MAIL FROM domain mail\.example\.com is not verified \(PENDING\): publish/,
  ],
  [
    'no event destination',
    { GetConfigurationSetEventDestinations: {} },
    /does not send BOUNCE and COMPLAINT to EventBridge/,
  ],
  [
    'an event destination that is off',
    {
      GetConfigurationSetEventDestinations: {
        EventDestinations: [{ ...destinations.EventDestinations?.[0], Enabled: false }],
      },
    },
    /does not send BOUNCE and COMPLAINT to EventBridge/,
  ],
  [
    'an event destination that is a topic',
    {
      GetConfigurationSetEventDestinations: {
        EventDestinations: [{ ...destinations.EventDestinations?.[0], EventBridgeDestination: undefined }],
      },
    },
    /does not send BOUNCE and COMPLAINT to EventBridge/,
  ],
  [
    'no reputation metrics',
    { GetConfigurationSet: { ...configurationSet, ReputationOptions: {} } },
    /publishes no reputation metrics/,
  ],
])('%s is a note', async (_, changes, text) => {
  expect(await findings(changes)).toEqual([{ level: 'note', text: expect.stringMatching(text) }]);
});

test('a configuration set that is not known is not asked for', async () => {
  const { findings: found, paths } = await check({}, { identity: 'example.com' } as typeof sender);
  expect(found.at(-1)).toMatchObject({ level: 'note', text: expect.stringContaining('--configuration-set') });
  expect(paths).toEqual(['account', 'identities/example.com']);
});

test.each([
  ['credentials that are not accepted', error('denied', 'UnrecognizedClientException')],
  ['an SES that does not answer', error('unavailable', 'ETIMEDOUT')],
  ['an error of ours', new Error('ours')],
])('%s ends the check', async (_, thrown) => {
  await expect(check({ GetEmailIdentity: thrown })).rejects.toBe(thrown);
});
