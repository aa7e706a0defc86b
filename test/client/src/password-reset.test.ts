import { createScene, REFRESH, type Scene } from './create-scene';
import { type FakeApi, problem } from './fake-api';

const REQUEST = 'POST /password-resets';
const CONFIRM = 'POST /password-resets/confirm';
const newPassword = 'a new phrase that passes the rules';

let api: FakeApi;
let create: Scene['create'];
let createSignedIn: Scene['createSignedIn'];
beforeEach(() => {
  ({ api, create, createSignedIn } = createScene());
});
const bodyOf = (route: string) => JSON.parse(api.calls.find((call) => call.route === route)?.body ?? '');

test('asks for a reset, and returns its id', async () => {
  api.answerNext(REQUEST, Response.json({ reset_id: 'an-id' }, { status: 202 }));
  expect(await create().requestPasswordReset('ada')).toEqual({ resetId: 'an-id' });
  expect(bodyOf(REQUEST)).toEqual({ username: 'ada' });
});

test.each([
  [
    { resetId: 'an-id', code: 'K7QM-2X9D' },
    { reset_id: 'an-id', code: 'K7QM-2X9D' },
  ],
  [{ token: 'an-id.a-secret' }, { token: 'an-id.a-secret' }],
])('sends what the mail holds with the new password: %j', async (proof, sent) => {
  api.answerNext(CONFIRM, new Response(null, { status: 204 }));
  await create().confirmPasswordReset({ ...proof, newPassword });
  expect(bodyOf(CONFIRM)).toEqual({ ...sent, new_password: newPassword });
});

test('sends no token, and leaves the session as it is', async () => {
  const client = await createSignedIn();
  api.answerNext(REQUEST, Response.json({ reset_id: 'an-id' }, { status: 202 }));
  api.answerNext(CONFIRM, new Response(null, { status: 204 }));
  await client.requestPasswordReset('ada');
  await client.confirmPasswordReset({ token: 'a.b', newPassword });
  for (const route of [REQUEST, CONFIRM]) {
    expect(api.calls.find((call) => call.route === route)?.authorization).toBeFalsy();
  }
  expect(await client.isSignedIn()).toBe(true);
  expect(api.count(REFRESH)).toBe(0);
});

test.each([
  [400, 'INVALID_CODE'],
  [400, 'VALIDATION_FAILED'],
  [429, 'TOO_MANY_ATTEMPTS'],
])('throws the API’s %d %s', async (status, code) => {
  api.answerNext(CONFIRM, problem(status, code));
  const confirmed = create().confirmPasswordReset({ token: 'a.b', newPassword });
  await expect(confirmed).rejects.toMatchObject({ name: 'ProblemError', code });
});

test.each(['{"reset_id":7}', '{}', 'null', '<html>secret</html>'])(
  'throws an error that does not quote the success %j',
  async (text) => {
    api.answerNext(REQUEST, new Response(text, { status: 202 }));
    const error = await create()
      .requestPasswordReset('ada')
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'ProblemError' });
    expect(String(error)).not.toContain('secret');
  },
);
