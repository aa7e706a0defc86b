import {
  type BreachRefusalDependencies,
  createBreachedPasswordRejection,
} from '../../../../lambda/identity/passwords/reject-breached-password';

const PASSWORD = 'correct horse battery';

function refusal(isBreached?: BreachRefusalDependencies['isBreached']) {
  const logged: object[] = [];
  const asked = isBreached && jest.fn(isBreached);
  const refuse = createBreachedPasswordRejection({
    isBreached: asked,
    log: (event, fields) => logged.push({ event, ...fields }),
  });
  return { judged: refuse(PASSWORD, '#/new_password'), asked, logged };
}

test('accepts a password that was in no breach', async () => {
  const { judged, asked, logged } = refusal(async () => false);
  await expect(judged).resolves.toBeUndefined();
  expect(asked?.mock.calls).toEqual([[PASSWORD]]);
  expect(logged).toEqual([]);
});

test('rejects a password that is known from a data breach, with its pointer', async () => {
  const { judged, logged } = refusal(async () => true);
  await expect(judged).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
    errors: [{ pointer: '#/new_password', detail: expect.stringContaining('known from a data breach') }],
  });
  expect(logged).toEqual([]);
});

test('accepts a password when the service does not respond, and logs that without the password', async () => {
  const { judged, logged } = refusal(async () => undefined);
  await expect(judged).resolves.toBeUndefined();
  expect(logged).toEqual([{ event: 'breach_check_failed' }]);
});

test('accepts a password when the check is off, and logs nothing', async () => {
  const { judged, logged } = refusal();
  await expect(judged).resolves.toBeUndefined();
  expect(logged).toEqual([]);
});
