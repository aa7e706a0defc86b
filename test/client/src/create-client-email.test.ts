import { createScene, REFRESH } from './create-scene';
import { problem } from './fake-api';

type Client = ReturnType<ReturnType<typeof createScene>['create']>;

const calls: readonly [name: string, route: string, body: string, call: (client: Client) => Promise<void>][] =
  [
    [
      'changeEmail',
      'PUT /users/me/email',
      '{"email":"ada@example.com"}',
      (client) => client.changeEmail('ada@example.com'),
    ],
    [
      'verifyEmail',
      'POST /users/me/email/verification',
      '{"code":"K7QM-2X9D"}',
      (client) => client.verifyEmail('K7QM-2X9D'),
    ],
    ['cancelEmailChange', 'DELETE /users/me/email/verification', '', (client) => client.cancelEmailChange()],
    ['removeEmail', 'DELETE /users/me/email', '', (client) => client.removeEmail()],
  ];

test.each(calls)('%s calls %s with the token, and keeps the session', async (_name, route, body, call) => {
  const { api, createSignedIn } = createScene();
  const client = await createSignedIn();
  api.answerNext(route, new Response(null, { status: 204 }));
  expect(await call(client)).toBeUndefined();
  expect(api.calls.at(-1)).toMatchObject({ route, body, authorization: 'Bearer access-1' });
  expect([api.count(REFRESH), await client.isSignedIn()]).toEqual([0, true]);
});

test('changeEmail takes the empty 202 of the API', async () => {
  const { api, createSignedIn } = createScene();
  const client = await createSignedIn();
  for (const headers of [{ 'content-length': '0' }, undefined]) {
    api.answerNext('PUT /users/me/email', new Response('', { status: 202, ...(headers && { headers }) }));
    expect(await client.changeEmail('ada@example.com')).toBeUndefined();
  }
});

test.each(calls)('%s throws the problem of %s', async (_name, route, _body, call) => {
  const { api, createSignedIn } = createScene();
  const client = await createSignedIn();
  api.answerNext(route, problem(400, 'INVALID_CODE'));
  await expect(call(client)).rejects.toMatchObject({
    name: 'ProblemError',
    code: 'INVALID_CODE',
    status: 400,
  });
  expect(await client.isSignedIn()).toBe(true);
});

test('signUp sends the address of the account, and none if there is none', async () => {
  const { api, create } = createScene();
  const ada = { username: 'ada', password: 'a phrase that passes the rules' };
  for (const account of [{ ...ada, email: 'ada@example.com' }, ada]) {
    await create().signUp(account);
    expect(JSON.parse(api.calls.at(-1)?.body ?? '')).toEqual(account);
  }
});
