/** `npm run users:sign-out`: an operator ends the sessions of a user whose tokens are stolen. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createAccount, refresh, signIn } from '../support/accounts';
import { expectSignedOut } from '../support/expect-session';
import { baseUrl, serverFolder } from '../support/server-under-test';
import { projectRoot } from '../support/synthesize';
import { typescriptOptions } from '../support/typescript-process';

const run = promisify(execFile);

/** Runs the command if the server under test is the local run. */
const signOut = (...args: readonly string[]) =>
  run(process.execPath, [...typescriptOptions, join(projectRoot, 'bin', 'users-sign-out.ts'), ...args], {
    cwd: serverFolder(),
  });

test('all sessions of the user end immediately, with both tokens, and no other user’s', async () => {
  const ada = await createAccount(baseUrl());
  const elsewhere = await signIn(baseUrl(), ada);
  const bob = await createAccount(baseUrl());

  const { stdout, stderr } = await signOut('--user', ada.username, '--reason', 'T-1');
  expect(stdout).toBe(`${ada.username}: signed out everywhere\n`);
  const event = { event: 'operator_sign_out', sub: ada.id, operator: 'local', reason: 'T-1' };
  expect(JSON.parse(stderr)).toMatchObject(event);

  for (const session of [ada, elsewhere]) await expectSignedOut(baseUrl(), session);
  expect(await bob.send({ path: '/users/me' })).toMatchObject({ status: 200 });
  expect(await refresh(baseUrl(), bob.refreshToken)).toMatchObject({ status: 200 });

  const again = await signIn(baseUrl(), ada);
  expect(await again.send({ path: '/users/me' })).toMatchObject({ status: 200 });
});

test.each<[readonly string[], RegExp]>([
  [['--user', 'nobody-of-that-name'], /^The user "nobody-of-that-name" does not exist/],
  [[], /^No user is given: use --user NAME \(see --help\)$/],
])('%j is one line with what to do', async (args, message) => {
  const failure = await signOut(...args).catch((error) => error);
  expect(failure).toMatchObject({ code: 1, stdout: '' });
  const [line, ...rest] = String(failure.stderr).split('\n');
  expect(rest).toEqual(['']);
  expect(line?.replace('users:sign-out: ', '')).toMatch(message);
});

test('--help prints the options, and needs no table', async () => {
  const { stdout } = await signOut('--help', '--port', '1');
  for (const option of ['--user', '--table', '--log-group', '--reason', '--port', '--help'])
    expect(stdout).toContain(`  ${option} `);
});
