import { createStageBodies, isByPassword } from '../../../lambda/auth/stage-bodies';
import type { OptionalFeature } from '../../../lambda/routes';

const PASSWORD = { username: 'ada', password: 'a phrase that passes the rules' };
const PASSKEY = { username: 'ada', ceremony_id: 'an id', credential: { id: 'x', response: { more: 1 } } };
const EMAIL = { email: 'ada@example.com' };

const signUp = (features: OptionalFeature[], body: unknown, signUpEmail = '') =>
  createStageBodies({ features, signUpEmail, trustedDevices: '' })['POST /users'].safeParse(body).success;

const change = (features: OptionalFeature[], body: unknown) =>
  createStageBodies({ features, signUpEmail: '', trustedDevices: '' })['PUT /users/me/password'].safeParse(
    body,
  ).success;

test.each<OptionalFeature[][]>([[[]], [['passkeys']]])(
  'a sign-up takes a password only, in a stage with the features %j',
  (features) => {
    expect(signUp(features, PASSWORD)).toBe(true);
    for (const body of [
      PASSKEY,
      { ...PASSWORD, ...PASSKEY },
      { username: 'ada' },
      { ...PASSWORD, ...EMAIL },
    ]) {
      expect(signUp(features, body)).toBe(false);
    }
    expect(signUp(features, { ...PASSWORD, ...EMAIL }, 'required')).toBe(true);
    expect(signUp(features, { ...PASSKEY, ...EMAIL }, 'required')).toBe(false);
  },
);

test.each(['', 'optional', 'required'])(
  'a sign-up takes a passkey too in a stage whose sign-up takes them, also with the addresses "%s"',
  (signUpEmail) => {
    const isTaken = (body: unknown) => signUp(['passkeys', 'passkey-sign-up'], body, signUpEmail);
    for (const form of [PASSWORD, PASSKEY]) {
      expect(isTaken(form)).toBe(signUpEmail !== 'required');
      expect(isTaken({ ...form, ...EMAIL })).toBe(signUpEmail !== '');
    }
    for (const malformed of [
      { credential: 'text' },
      { credential: [] },
      { credential: null },
      { ceremony_id: 7 },
      { ceremony_id: 'x'.repeat(129) },
      { username: undefined },
      { more: 1 },
    ]) {
      expect(isTaken({ ...PASSKEY, ...(signUpEmail && EMAIL), ...malformed })).toBe(false);
    }
  },
);

test('a sign-up is by password only without anything of a passkey', () => {
  expect(isByPassword(PASSWORD)).toBe(true);
  for (const { username, ...more } of [PASSKEY, { ...PASSKEY, credential: undefined }]) {
    expect(isByPassword({ username, ...more })).toBe(false);
    expect(isByPassword({ ...PASSWORD, ...more })).toBe(false);
  }
});

test('a change of the password may leave the present one out in a stage with passkeys only', () => {
  const first = { new_password: 'another phrase that passes' };
  expect(change([], first)).toBe(false);
  expect(change(['passkeys'], first)).toBe(true);
  for (const features of [[], ['passkeys']] as OptionalFeature[][]) {
    expect(change(features, { ...first, current_password: 'x' })).toBe(true);
    expect(change(features, { current_password: 'x' })).toBe(false);
    expect(change(features, { ...first, current_password: null })).toBe(false);
  }
});
