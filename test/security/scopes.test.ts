/** `npm run users:scope`: what an operator gives and takes is in the tokens, and nowhere before. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { decodeJwt } from 'jose';
import { type Account, createAccount } from '../support/accounts';
import { send } from '../support/http-client';
import { baseUrl, serverFolder } from '../support/server-under-test';
import { projectRoot } from '../support/synthesize';

const run = promisify(execFile);

const changeScopes = (...args: string[]) =>
  run(process.execPath, ['--import', 'tsx', join(projectRoot, 'bin', 'users-scope.ts'), ...args], {
    cwd: serverFolder(),
  });

async function logIn({ username, password }: Account): Promise<string> {
  const json = { username, password };
  const answer = await send(baseUrl(), { method: 'POST', path: '/sessions/create', json });
  return answer.json.access_token;
}

const readFoo = (token: string) =>
  send(baseUrl(), { path: '/foo', headers: { authorization: `Bearer ${token}` } });

test('a scope that is given stands in the tokens of the next login; taken away, it ends them', async () => {
  const ada = await createAccount(baseUrl());
  expect(decodeJwt(await logIn(ada))).not.toHaveProperty('scope');

  await changeScopes('--user', ada.username, '--add', 'admin', '--add', 'audit');
  const powerful = await logIn(ada);
  expect(String(decodeJwt(powerful).scope).split(' ').sort()).toEqual(['admin', 'audit']);
  expect(decodeJwt(ada.token)).not.toHaveProperty('scope');
  expect(await readFoo(powerful)).toMatchObject({ status: 200 });

  await changeScopes('--user', ada.username, '--remove', 'admin');
  expect(await readFoo(powerful)).toMatchObject({ status: 401 });
  expect(decodeJwt(await logIn(ada)).scope).toBe('audit');
}, 60_000);

test('an unknown user is one line that says so', async () => {
  const failure = await changeScopes('--user', 'nobody-of-that-name', '--add', 'admin').then(
    () => undefined,
    (error) => error,
  );
  expect(failure).toMatchObject({ code: 1, stdout: '' });
  expect(failure.stderr).toMatch(/^users:scope: [^\n]*"nobody-of-that-name"[^\n]*\n$/);
});
