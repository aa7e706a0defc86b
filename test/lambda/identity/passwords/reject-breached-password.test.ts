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

test('a password that is in no breach passes', async () => {
  const { judged, asked, logged } = refusal(async () => false);
  await expect(judged).resolves.toBeUndefined();
  expect(asked?.mock.calls).toEqual([[PASSWORD]]);
  expect(logged).toEqual([]);
});

test('one that is known from a breach is refused at its place in the body', async () => {
  const { judged, logged } = refusal(async () => true);
  await expect(judged).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
    errors: [{ pointer: '#/new_password', detail: expect.stringContaining('known from a breach') }],
  });
  expect(logged).toEqual([]);
});

test('when nobody can say whether it was in a breach it passes, and the log says so without it', async () => {
  const { judged, logged } = refusal(async () => undefined);
  await expect(judged).resolves.toBeUndefined();
  expect(logged).toEqual([{ event: 'breach_check_failed' }]);
});

test('where no service is to be asked, none is missed', async () => {
  const { judged, logged } = refusal();
  await expect(judged).resolves.toBeUndefined();
  expect(logged).toEqual([]);
});
