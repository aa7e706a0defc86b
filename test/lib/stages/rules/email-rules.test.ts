import type { EmailSettings } from '../../../../lib/stages/email-settings';
import { emailRules } from '../../../../lib/stages/rules/email-rules';
import type { StageSettings } from '../../../../lib/stages/stage-settings';
import { stageSettings } from '../../../../lib/stages/stages';

const keepRules = (settings: Partial<StageSettings>) =>
  emailRules.every((rule) => rule.holds({ ...stageSettings('prod'), ...settings }));
const email: EmailSettings = {
  from: 'Example <no-reply@mail.example.com>',
  identityArn: 'arn:aws:ses:eu-central-1:111122223333:identity/example.com',
};

test.each([
  {},
  { identityArn: 'arn:aws:ses:eu-central-1:111122223333:identity/mail.example.com' },
  { identityArn: 'arn:aws:ses:eu-central-1:111122223333:identity/no-reply@mail.example.com' },
  { replyTo: 'help@example.org', configurationSetName: 'my_set-1' },
  { notices: 'all' },
  { notices: 'none' },
  { notices: [] },
  { notices: ['new-device', 'password-changed'] },
  { signUp: 'refused' },
  { policy: 'optional', signUp: 'required' },
  { policy: 'required' },
  { policy: 'required', signUp: 'required' },
  { linkBase: 'https://app.example.com' },
  { linkBase: 'https://app.example.com/account/' },
  { linkBase: 'http://localhost:5173' },
] as const)('accepts a sender with %j', (change: Partial<EmailSettings>) => {
  expect(keepRules({ email: { ...email, ...change } })).toBe(true);
  expect(keepRules({ alsoGrant: { email: { ...email, ...change } } })).toBe(true);
});

test.each([
  { from: 'Example' },
  { from: 'Example <no-reply@mail.example.com>\r\nBcc: eve@example.org' },
  { replyTo: 'help' },
  { replyTo: 'help@example.com\nBcc: eve@example.org' },
  { identityArn: 'example.com' },
  { identityArn: 'arn:aws:ses:eu-west-1:111122223333:identity/example.com' },
  { identityArn: 'arn:aws:ses:eu-central-1:111122223333:configuration-set/example.com' },
  { identityArn: 'arn:aws:ses:eu-central-1:111122223333:identity/*' },
  { identityArn: 'arn:aws:ses:eu-central-1:111122223333:identity/ample.com' },
  { identityArn: 'arn:aws:ses:eu-central-1:111122223333:identity/www.example.com' },
  { identityArn: 'arn:aws:ses:eu-central-1:111122223333:identity/help@mail.example.com' },
  { configurationSetName: '' },
  { configurationSetName: 'a/b' },
  { configurationSetName: '*' },
  { notices: 'some' },
  { notices: ['username-changed'] },
  { notices: ['new-device', 'new-device'] },
  { policy: 'required', signUp: 'optional' },
  { policy: 'required', signUp: 'refused' },
  { linkBase: '' },
  { linkBase: 'app.example.com' },
  { linkBase: 'http://app.example.com' },
  { linkBase: 'https://app.example.com?from=mail' },
  { linkBase: 'https://app.example.com/#/account' },
  { linkBase: 'https://ada@app.example.com' },
  { linkBase: 'https://app.example.com/\r\nBcc: eve@example.org' },
])('rejects a sender with %j', (fault) => {
  const faulty = { ...email, ...fault } as EmailSettings;
  expect(keepRules({ email: faulty })).toBe(false);
  expect(keepRules({ alsoGrant: { email: faulty } })).toBe(false);
});

test('instances of mail need e-mail, and are at least the two that the queue uses', () => {
  expect(keepRules({ reservedConcurrency: { mail: 2 } })).toBe(false);
  expect(keepRules({ provisionedConcurrency: { mail: 2 } })).toBe(false);
  expect(keepRules({ email, reservedConcurrency: { mail: 2 } })).toBe(true);
  expect(keepRules({ alsoGrant: { email }, provisionedConcurrency: { mail: 2 } })).toBe(true);
  expect(keepRules({ email, reservedConcurrency: { mail: 1 } })).toBe(false);
});
