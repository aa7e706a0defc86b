import { createNewPasswordJudgement, type NewPasswordRules } from '../../../lambda/auth/judge-new-password';
import type { LogFields } from '../../../lambda/shared/log';

const context = { username: 'ada', pointer: '#/new_password' };

function judgement(isBreached?: NewPasswordRules['isBreached']) {
  const logged: LogFields[] = [];
  const asked: string[] = [];
  const judge = createNewPasswordJudgement({
    passwordPolicy: { minLength: 15, maxLength: 64 },
    serviceName: 'latchkey',
    isBreached:
      isBreached &&
      ((password) => {
        asked.push(password);
        return isBreached(password);
      }),
    log: (level, fields) => logged.push({ level, ...fields }),
  });
  return { judge, asked, logged };
}

test('a password that nobody knows has no faults', async () => {
  const { judge, asked, logged } = judgement(async () => false);
  expect(await judge('correct horse battery', context)).toEqual([]);
  expect(asked).toEqual(['correct horse battery']);
  expect(logged).toEqual([]);
});

test.each([
  ['too short', '1234', 'must be at least 15 characters long'],
  ['too long', 'x'.repeat(65), 'must be at most 64 characters long'],
  ['among the common ones', 'passwordpassword', 'is one of the passwords that are tried first'],
  ['the username', 'ada ada ada ada!', 'is little more than the username'],
  [
    'the name of the service',
    'latchkey-latchkey',
    'is little more than the username or the name of this service',
  ],
])(
  'one that is %s is refused at its place in the body, and no service is asked',
  async (_what, password, detail) => {
    const { judge, asked } = judgement(async () => true);
    expect(await judge(password, context)).toEqual([
      { pointer: '#/new_password', detail: expect.stringContaining(detail) },
    ]);
    expect(asked).toEqual([]);
  },
);

test('one that is known from a breach is refused', async () => {
  const { judge } = judgement(async () => true);
  expect(await judge('correct horse battery', context)).toEqual([
    { pointer: '#/new_password', detail: expect.stringContaining('known from a breach') },
  ]);
});

test('when nobody can say whether it was in a breach it is taken, and the log says so without it', async () => {
  const { judge, logged } = judgement(async () => undefined);
  expect(await judge('correct horse battery', context)).toEqual([]);
  expect(logged).toEqual([{ level: 'WARN', event: 'breach_check_failed' }]);
});

test('where no service is to be asked, none is missed', async () => {
  const { judge, logged } = judgement();
  expect(await judge('correct horse battery', context)).toEqual([]);
  expect(logged).toEqual([]);
});
