import { createNewPasswordCheck } from '../../../../lambda/identity/passwords/check-new-password';

const context = { username: 'ada', pointer: '#/new_password' };

const judge = createNewPasswordCheck({
  passwordPolicy: { minLength: 15, maxLength: 64 },
  serviceName: 'latchkey',
});

test('an uncommon password has no faults', async () => {
  expect(await judge('correct horse battery', context)).toEqual([]);
});

test.each([
  ['too short', '1234', 'must be at least 15 characters long'],
  ['too long', 'x'.repeat(65), 'must be at most 64 characters long'],
  ['among the common ones', 'passwordpassword', 'is a common password'],
  ['the username', 'ada ada ada ada!', 'is derived from the username'],
  [
    'the name of the service',
    'latchkey-latchkey',
    'is derived from the username or the name of this service',
  ],
])('a password that is %s is rejected with its pointer', async (_what, password, detail) => {
  expect(await judge(password, context)).toEqual([
    { pointer: '#/new_password', detail: expect.stringContaining(detail) },
  ]);
});
