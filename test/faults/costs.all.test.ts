/** Counts the AWS calls of requests, and compares them with the tables of docs/costs.md. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { routes } from '../../lambda/routes';
import type { AwsCall } from '../../local/aws/call';
import { createCredentials } from '../support/accounts';
import { projectRoot } from '../support/synthesize';
import { factorOperations } from './factor-operations';
import { type Operation, sendFor, signUp, withToken } from './operation';
import { allOperations } from './operations';
import { pageOperations } from './page-operations';
import { passkeyOperations } from './passkey-operations';
import { confirmReset, requestReset } from './reset-operations';
import { startRun, type TestRun } from './start-run';

const document = readFileSync(join(projectRoot, 'docs', 'costs.md'), 'utf8');
const rows = readTable('Request');
let run: TestRun;

beforeAll(async () => {
  run = await startRun({ maxInstances: 1 });
});

afterAll(() => run.close());

/** Returns the rows of the table whose first column has this heading. */
function readTable(firstColumn: string): readonly (readonly string[])[] {
  const [, body = ''] = document.split(new RegExp(`\\n\\| ${firstColumn} \\|.*\\n\\|---.*\\n`));
  const [table = ''] = body.split('\n\n');
  const lines = table.trim().split('\n');
  return lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}

const takenName: Operation = {
  name: 'register a name that is taken',
  status: 409,
  prepare: async (world) => {
    const user = await signUp(world);
    const json = { ...createCredentials(), username: user.username };
    return { user, sent: { method: 'POST', path: '/users', json }, verify: () => {} };
  },
};

const takenByRename: Operation = {
  name: 'change the username to one that is taken',
  status: 409,
  prepare: async (world) => {
    const [user, other] = [await signUp(world), await signUp(world)];
    const json = { username: other.username };
    const sent = withToken(user.token, { method: 'PUT', path: '/users/me/username', json });
    return { user, sent, verify: () => {} };
  },
};

const otherSpelling: Operation = {
  name: 'change the spelling of the username',
  status: 200,
  prepare: async (world) => {
    const user = await signUp(world);
    const json = { username: user.username.toUpperCase() };
    const sent = withToken(user.token, { method: 'PUT', path: '/users/me/username', json });
    return { user, sent, verify: () => {} };
  },
};

const unknownName: Operation = {
  name: 'sign in with an unknown name',
  status: 401,
  prepare: async () => {
    const user = createCredentials();
    return { user, sent: { method: 'POST', path: '/sessions/create', json: user }, verify: () => {} };
  },
};

const lockedAccount: Operation = {
  name: 'sign in to a throttled account',
  status: 429,
  prepare: async (world) => {
    const user = await signUp(world);
    await world.table.set(
      { pk: `ACCOUNT#${user.id}`, sk: 'ACCOUNT' },
      { failures: { N: '100000' }, lastAttemptAt: { N: String(Date.now()) } },
    );
    const { username, password } = user;
    const sent = { method: 'POST', path: '/sessions/create', json: { username, password } };
    return { user, sent, verify: () => {} };
  },
};

const fullAccount: Operation = {
  name: 'create a foo when the last count found the maximum',
  status: 409,
  prepare: async (world) => {
    const user = await signUp(world);
    const now = { N: String(Math.floor(Date.now() / 1000)) };
    const count = { v: { N: '1' }, count: { N: '1000' }, checkedAt: now };
    await world.table.set({ pk: `FOO_COUNT#${user.id}`, sk: 'COUNT' }, count);
    const sent = withToken(user.token, { method: 'POST', path: '/foo', json: { name: 'x' } });
    return { user, sent, verify: () => {} };
  },
};

const deleteWithoutKey: Operation = {
  name: 'delete a foo that was created without a key',
  status: 204,
  prepare: async (world) => {
    const user = await signUp(world);
    const sent = withToken(user.token, { method: 'POST', path: '/foo', json: { name: 'x' } });
    const { id } = (await sendFor(201, world, sent)).json;
    const deletion = withToken(user.token, { method: 'DELETE', path: `/foo/${id}` });
    return { user, sent: deletion, verify: () => {} };
  },
};

const readPublic = (path: string): Operation => ({
  name: `read ${path}`,
  status: 200,
  prepare: async () => ({ user: createCredentials(), sent: { path }, verify: () => {} }),
});

/** The operation that a row of the table describes, and the values of the row's variables. */
interface Situation {
  readonly operation: Operation | undefined;
  readonly variables?: Readonly<Record<string, number>>;
}

const named = (name: string) => allOperations.find((operation) => operation.name === name);

/** The served stage has trusted devices and passkeys. */
const SERVED = { t: 1, p: 1 };

const situations: Readonly<Record<string, Situation>> = {
  'POST /users': { operation: named('register') },
  'POST /users, the name is taken': { operation: takenName },
  'POST /sessions/create': { operation: named('sign in') },
  'POST /sessions/create, the password is wrong': { operation: named('sign in with a wrong password') },
  'POST /sessions/create, no account has the name': { operation: unknownName },
  'POST /sessions/create, from a device that has signed in before': {
    operation: named('sign in from a known device'),
  },
  'POST /sessions/create, the account is throttled': { operation: lockedAccount },
  'POST /sessions/create, the count of sessions is above maxSessionsPerUser': {
    operation: named('sign in with the maximum number of sessions'),
    variables: { s: 1 },
  },
  'POST /sessions/create, a change of password was interrupted': {
    operation: named('sign in after an interrupted change of password'),
    variables: { s: 1 },
  },
  'POST /sessions/create, a change of username was interrupted': {
    operation: named('sign in after an interrupted change of username'),
    variables: { s: 1 },
  },
  'POST /sessions/refresh': { operation: named('refresh') },
  'POST /sessions/refresh, the token was replaced within refreshGrace': {
    operation: named('refresh with a token that was replaced just now'),
  },
  'POST /sessions/refresh, the token was replaced before that, in a stage with email': {
    operation: named('refresh with a token that was replaced long ago'),
  },
  'GET /sessions': { operation: named('list the sessions') },
  'DELETE /sessions/current': { operation: named('sign out') },
  'DELETE /sessions/{id}': { operation: named('end another session') },
  'DELETE /sessions': { operation: named('sign out everywhere'), variables: { s: 2 } },
  'GET /users/me': { operation: named('show the profile') },
  'PUT /users/me/password': { operation: named('change the password'), variables: { s: 1 } },
  'PUT /users/me/username': { operation: named('change the username'), variables: { s: 2 } },
  'PUT /users/me/username, another spelling of the name': { operation: otherSpelling, variables: { s: 1 } },
  'PUT /users/me/username, the name is taken': { operation: takenByRename },
  ...Object.fromEntries(
    Object.entries({ ...factorOperations, ...passkeyOperations, ...pageOperations }).map(
      ([row, operation]) => [row, { operation, variables: SERVED }],
    ),
  ),
  'POST /password-resets': { operation: requestReset },
  'POST /password-resets/confirm': { operation: confirmReset({}, 204), variables: { s: 1 } },
  'POST /password-resets/confirm, the code is wrong': { operation: confirmReset({ code: '0000-0000' }, 400) },
  'GET /users/me/export, all fits on one page': {
    operation: named('export the account'),
    variables: SERVED,
  },
  'DELETE /users/me': { operation: named('delete the account'), variables: { n: 3 } },
  'POST /foo': { operation: named('create a foo') },
  'POST /foo, with a new Idempotency-Key': { operation: named('create a foo with a key') },
  'POST /foo, with an Idempotency-Key that was used': {
    operation: named('create a foo with a key that was used'),
  },
  'POST /foo, with a new Idempotency-Key, maxFoosPerUser are counted: once an hour the foos themselves are': {
    operation: named('create a foo when the count is at its limit'),
  },
  'POST /foo, maxFoosPerUser are counted, and were counted within the hour': { operation: fullAccount },
  'GET /foo': { operation: named('list the foos') },
  'GET /foo/{id}': { operation: named('read a foo') },
  'PUT /foo/{id}': { operation: named('replace a foo') },
  'PUT /foo/{id}, with If-Match, If-None-Match or If-Unmodified-Since': {
    operation: named('replace a foo as it was read'),
  },
  'DELETE /foo/{id}': { operation: deleteWithoutKey },
  'DELETE /foo/{id}, it was created with an Idempotency-Key': { operation: named('delete a foo') },
  'GET /openapi.json': { operation: readPublic('/openapi.json') },
  'GET /.well-known/jwks.json': { operation: readPublic('/.well-known/jwks.json') },
  'GET /.well-known/oauth-authorization-server': {
    operation: readPublic('/.well-known/oauth-authorization-server'),
  },
  'GET /.well-known/openid-configuration': {
    operation: readPublic('/.well-known/openid-configuration'),
  },
};

/** Returns the number of written items of a call. */
function countWrites({ action, input }: AwsCall): number {
  if (action === 'dynamodb:BatchWriteItem') {
    return Object.values(input.RequestItems as Record<string, unknown[]>).flat().length;
  }
  return /^dynamodb:(Put|Update|Delete)Item$/.test(action) ? 1 : 0;
}

function countReads(calls: readonly AwsCall[]): number {
  const reads = calls.filter(({ action }) => /^dynamodb:(GetItem|Query)$/.test(action));
  expect(reads.filter(({ input }) => input.ConsistentRead !== true)).toEqual([]);
  return reads.length;
}

/** Whether a call belongs to a request. The others send mails, or read the queue. */
function isOfRequest({ logicalId = '', action }: AwsCall): boolean {
  return !logicalId.startsWith('Mail') && !action.startsWith('sqs:');
}

/** Whether a call encrypts or decrypts the secret of an authenticator app, which the page counts below the table. */
const usesSecret = ({ action }: AwsCall) => action === 'kms:Encrypt' || action === 'kms:Decrypt';

/** Whether a call derives the code of a mail, which every request for it needs. */
function derivesCode({ action, input }: AwsCall): boolean {
  const message = Buffer.from(String(input.Message), 'base64').toString();
  return action === 'kms:GenerateMac' && message.startsWith('latchkey/mail-code/');
}

async function measure({ prepare, status }: Operation) {
  const { sent } = await prepare(run);
  const before = run.calls().length;
  await sendFor(status, run, sent);
  // mail works after the response
  const calls = run.calls().slice(before).filter(isOfRequest);
  const isAuthorizers = ({ logicalId = '' }: AwsCall) => logicalId.startsWith('Authorizer');
  return {
    authorizersReads: countReads(calls.filter(isAuthorizers)),
    reads: countReads(calls.filter((call) => !isAuthorizers(call))),
    writes: calls.map(countWrites).reduce((sum, count) => sum + count, 0),
    signatures: calls.filter(({ action }) => action === 'kms:Sign').length,
  };
}

/** Returns the value of a cell such as `3 + s`. */
function evaluate(cell: string | undefined, variables: Situation['variables'] = {}): number {
  const terms = (cell ?? '').split(' + ').map((term) => variables[term] ?? Number(term));
  return terms.reduce((sum, term) => sum + term, 0);
}

test('the document has a row for every route that each stage serves, and no other', () => {
  const documented = rows.map(([route]) => route);
  const served = Object.entries(routes).filter(([, { feature }]) => feature === 'core');
  expect(documented).toEqual(expect.arrayContaining(served.map(([route]) => route)));
  expect(Object.keys(routes)).toEqual(expect.arrayContaining(documented));
});

const nameRow = ([route, when]: readonly string[]) => (when ? `${route}, ${when}` : `${route}`);

test.each(rows.map((row) => [nameRow(row), row] as const))(
  '%s costs what the document says',
  async (name, row) => {
    const { operation, variables } = situations[name] ?? {};
    if (!operation) throw new Error(`Add "${name}" to the situations of this test`);
    const [, , authorizersReads, reads, writes, signatures] = row;
    expect(await measure(operation)).toEqual({
      authorizersReads: evaluate(authorizersReads, variables),
      reads: evaluate(reads, variables),
      writes: evaluate(writes, variables),
      signatures: evaluate(signatures, variables),
    });
  },
);

test('every other call is made once for each instance', () => {
  const others = run
    .calls()
    .filter((call) => isOfRequest(call) && !derivesCode(call) && !usesSecret(call))
    .filter(({ action }) => !/^(dynamodb:|kms:Sign$)/.test(action))
    .map(({ logicalId, action }) => `${/^[A-Z][a-z]+/.exec(logicalId ?? '')?.[0].toLowerCase()} ${action}`);
  const documented = readTable('Function').map(([name, call]) => `${name} ${call}`);
  expect(others.sort()).toEqual([...documented].sort());
});
