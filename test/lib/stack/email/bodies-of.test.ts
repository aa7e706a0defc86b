import { bodiesOf } from '../../../../lib/stack/email/bodies-of';
import type { EmailSettings } from '../../../../lib/stages/email-settings';
import type { TrustedDevicePolicy } from '../../../../lib/stages/factors/factor-settings';
import { stageSettings } from '../../../../lib/stages/stages';

const email = stageSettings('test').email as EmailSettings;
const signUp = { username: 'ada', password: 'a phrase' };

test.each<[string, Partial<EmailSettings> | undefined, boolean, boolean]>([
  ['without e-mail', undefined, true, false],
  ['with e-mail', {}, true, true],
  ['with a sign-up that refuses it', { signUp: 'refused' }, true, false],
  ['with a sign-up that requires it', { signUp: 'required' }, false, true],
  ['with the policy required', { policy: 'required' }, false, true],
])('%s a sign-up may lack or have an address', (_what, change, mayLack, mayHave) => {
  const schema = bodiesOf({ email: change && { ...email, ...change } })['POST /users'];
  expect(schema?.safeParse(signUp).success).toBe(mayLack);
  expect(schema?.safeParse({ ...signUp, email: 'ada@example.com' }).success).toBe(mayHave);
});

test.each([
  [undefined, false],
  [email, true],
])('an answer to a challenge may have the code of a mail only with e-mail', (options, isAllowed) => {
  const schema = bodiesOf({ email: options })['POST /sessions/challenge'];
  const answer = { challenge: 'x', kind: 'enrolment', code: '123456' };
  expect(schema?.safeParse(answer).success).toBe(true);
  expect(schema?.safeParse({ ...answer, email_code: 'K7QM-2X9D' }).success).toBe(isAllowed);
});

test.each<[TrustedDevicePolicy | undefined, boolean]>([
  [undefined, false],
  ['off', false],
  ['on', true],
  ['also-when-required', true],
])('with trusted devices %s, their members are allowed: %j', (trustedDevices, isAllowed) => {
  const { 'POST /sessions/create': signIn, 'POST /sessions/challenge': challenge } = bodiesOf({
    email: undefined,
    ...(trustedDevices && { trustedDevices }),
  });
  const answer = { challenge: 'x', kind: 'totp', code: '123456' };
  expect(signIn?.safeParse({ ...signUp, trusted_device_token: 't1.x.y' }).success).toBe(isAllowed);
  expect(challenge?.safeParse({ ...answer, trust_device: true }).success).toBe(isAllowed);
  expect(signIn?.safeParse(signUp).success).toBe(true);
  expect(challenge?.safeParse(answer).success).toBe(true);
});
