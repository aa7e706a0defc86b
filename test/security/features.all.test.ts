/** Serves a stage without a feature, as prod is served: the feature is absent, and accounts are complete. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Account, createAccount } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { send } from '../support/http-client';
import { type LocalServer, startLocalServer } from '../support/local-server';
import { projectRoot, synthesize } from '../support/synthesize';

let folder: string;
let server: LocalServer;
let account: Account;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-prod-'));
  await synthesize({ output: folder, stage: 'prod' });
  // named, so that its responses are not compared with the document of the whole API
  server = await startLocalServer({ project: projectRoot, assembly: folder });
  account = await createAccount(server.origin);
});

afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('its routes are unknown, with and without a token', async () => {
  for (const path of ['/foo', '/foo/x', '/users/me/email', '/users/me/email/verification']) {
    expectProblem(await send(server.origin, { path }), { status: 404, code: 'NOT_FOUND' });
    expectProblem(await account.send({ path }), { status: 404, code: 'NOT_FOUND' });
  }
});

test('the document describes exactly the served routes', async () => {
  const { json } = await send(server.origin, { path: '/openapi.json' });
  const paths = Object.keys(json.paths);
  expect(paths).toEqual(expect.arrayContaining(['/users', '/sessions/create', '/openapi.json']));
  expect(paths.filter((path) => path.startsWith('/foo') || path.includes('email'))).toEqual([]);
  expect(json.tags.map(({ name }: { name: string }) => name)).toEqual(['auth', 'discovery']);
  expect(Object.keys(json.components.schemas)).not.toContain('Foo');
});

test('an account is exported and deleted with the remaining grants', async () => {
  const answer = await account.send({ path: '/users/me/export' });
  expect(answer.status).toBe(200);
  expect(answer.json.items.map(({ type }: { type: string }) => type)).toEqual(['account', 'session']);
  expect(await account.send({ method: 'DELETE', path: '/users/me' })).toMatchObject({ status: 204 });
  expectProblem(await account.send({ path: '/users/me' }), { status: 401, code: 'UNAUTHORIZED' });
  expect(server.log()).not.toMatch(/is not authorized|AccessDenied/);
});
