import { hasCode } from '../../../client/src/problem-error';
import { ada, createScene } from './create-scene';
import { problem } from './fake-api';

test("a sign-in with a temporary password throws the API's problem, and sends the new password if given", async () => {
  const { api, create } = createScene();
  const client = create();
  api.answerNext('POST /sessions/create', problem(403, 'PASSWORD_CHANGE_REQUIRED'));
  const failure = await client.signIn(ada).catch((error: unknown) => error);
  expect(hasCode(failure, 'PASSWORD_CHANGE_REQUIRED')).toBe(true);
  expect(await client.isSignedIn()).toBe(false);
  await client.signIn(ada, { newPassword: 'another phrase' });
  expect(await client.isSignedIn()).toBe(true);
  expect(api.calls.map(({ body }) => JSON.parse(body))).toEqual([
    ada,
    { ...ada, new_password: 'another phrase' },
  ]);
});
