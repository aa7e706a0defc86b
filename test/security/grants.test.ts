/** Takes single grants out of the synthesized roles: each is needed, since a call then fails, here as it would on AWS. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCredentials } from '../support/accounts';
import { copyWithout, type Grant, listGrants } from '../support/grants';
import { type Sent, send } from '../support/http-client';
import { startLocalServer } from '../support/local-server';
import { assemblyFolder } from '../support/server-under-test';

const grants = listGrants(assemblyFolder());

/** One of each kind; all of them take a server each, and some minutes. */
const telling = [
  { role: /^Auth(?!orizer)/, action: 'kms:Sign' },
  { role: /^Auth(?!orizer)/, action: 'dynamodb:PutItem', prefix: 'LOGIN#*' },
  { role: /^Authorizer/, action: 'dynamodb:GetItem', prefix: 'SESSIONS#*' },
  { role: /^Authorizer/, action: 'kms:GetPublicKey' },
  { role: /^Foo/, action: 'dynamodb:Query', prefix: 'FOO#*' },
];

function isTelling({ policy, action, prefix }: Grant): boolean {
  return telling.some(
    (wanted) => wanted.role.test(policy) && wanted.action === action && wanted.prefix === prefix,
  );
}

/** Makes a call of every kind that the product makes; returns the statuses, by call. */
async function callEverything(origin: string): Promise<Record<string, number>> {
  const credentials = createCredentials();
  const statuses: Record<string, number> = {};
  const call = async (name: string, sent: Sent) => {
    const answer = await send(origin, sent);
    statuses[name] = answer.status;
    return answer.json;
  };
  const registered = await call('register', { method: 'POST', path: '/users', json: credentials });
  const loggedIn = await call('log in', { method: 'POST', path: '/sessions/create', json: credentials });
  await call('fail to log in', {
    method: 'POST',
    path: '/sessions/create',
    json: { ...credentials, password: createCredentials().password },
  });
  await call('read the keys', { path: '/.well-known/jwks.json' });
  const token = registered?.access_token ?? loggedIn?.access_token;
  if (token === undefined) return statuses;

  const headers = { authorization: `Bearer ${token}` };
  const once = { ...headers, 'idempotency-key': 'the-same' };
  const foo = await call('create', { method: 'POST', path: '/foo', headers, json: { name: 'x' } });
  await call('create once', { method: 'POST', path: '/foo', headers: once, json: { name: 'x' } });
  await call('create again', { method: 'POST', path: '/foo', headers: once, json: { name: 'x' } });
  await call('list', { path: '/foo', headers });
  await call('read', { path: `/foo/${foo?.id ?? '0192f0c1-2f3a-7000-8000-000000000000'}`, headers });
  return statuses;
}

const failuresOf = (statuses: Record<string, number>) =>
  Object.keys(statuses).filter((name) => (statuses[name] ?? 0) >= 500);

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-grants-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function serve(assembly: string) {
  const server = await startLocalServer({ assembly });
  try {
    return { statuses: await callEverything(server.origin), log: server.log() };
  } finally {
    await server.stop();
  }
}

test('with every grant every call succeeds, and no call is denied', async () => {
  const { statuses, log } = await serve(assemblyFolder());
  expect(statuses).toEqual({
    register: 201,
    'log in': 201,
    'fail to log in': 401,
    'read the keys': 200,
    create: 201,
    'create once': 201,
    'create again': 201,
    list: 200,
    read: 200,
  });
  expect(log).not.toContain('AccessDenied');
});

test('the template holds the grants that are taken out', () => {
  expect(grants.filter(isTelling)).toHaveLength(telling.length);
});

/** Undoes the session of a login that lost against a change of its account: no single request can bring that about. */
const isForRaces = ({ policy, action }: Grant) =>
  /^Auth(?!orizer)/.test(policy) && action === 'dynamodb:DeleteItem';

const taken =
  process.env.SOAK === '1' ? grants.filter((grant) => !isForRaces(grant)) : grants.filter(isTelling);

test.each(taken.map((grant) => ({ ...grant, of: grant.prefix ?? 'its key' })))(
  'without $action on $of in $policy a call fails, and the log says why',
  async ({ policy, action, prefix }) => {
    const copy = mkdtempSync(join(folder, 'assembly-'));
    copyWithout({ policy, action, ...(prefix !== undefined && { prefix }) }, assemblyFolder(), copy);
    const { statuses, log } = await serve(copy);
    expect(failuresOf(statuses)).not.toEqual([]);
    const denials = log.split('\n').filter((line) => line.includes('AccessDenied'));
    expect(denials.filter((line) => line.includes(action))).not.toEqual([]);
  },
  60_000,
);
