/** Makes a call of every kind that the product makes, for the suites that remove grants from its roles. */
import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { type PrintingRun, startPrintingRun } from '../faults/start-printing-run';
import { createCredentials } from '../support/accounts';
import { type Answer, type Sent, send } from '../support/http-client';

/** Sends a request under a name, and returns the response body. */
type Call = (name: string, sent: Sent) => Promise<Answer['json']>;

/** Makes a call of every kind that the product makes. Returns the statuses by call. */
async function callEverything(run: PrintingRun): Promise<Record<string, number>> {
  const statuses: Record<string, number> = {};
  const call: Call = async (name, sent) => {
    const answer = await send(run.origin, sent);
    statuses[name] = answer.status;
    return answer.json;
  };
  const credentials = createCredentials();
  const signIn = (json: object = credentials): Sent => ({ method: 'POST', path: '/sessions/create', json });

  const registered = await call('register', { method: 'POST', path: '/users', json: credentials });
  const signedIn = await call('sign in', signIn());
  await call('fail to sign in', signIn({ ...credentials, password: createCredentials().password }));
  await call('read the keys', { path: '/.well-known/jwks.json' });
  const tokens = registered?.access_token === undefined ? signedIn : registered;
  if (tokens?.access_token === undefined) return statuses;

  const headers = { authorization: `Bearer ${tokens.access_token}` };
  await callFoo(call, headers, () => fillUp(run, decodeJwt(tokens.access_token).sub));
  await call('refresh', {
    method: 'POST',
    path: '/sessions/refresh',
    json: { refresh_token: tokens.refresh_token },
  });
  await call('list the sessions', { path: '/sessions', headers });
  await call('end a session', { method: 'DELETE', path: `/sessions/${sidOf(signedIn)}`, headers });
  await call('read the profile', { path: '/users/me', headers });
  await call('export', { path: '/users/me/export', headers });
  await call('sign in once more', signIn());
  const password = createCredentials().password;
  await call('change the password', {
    method: 'PUT',
    path: '/users/me/password',
    headers,
    json: { current_password: credentials.password, new_password: password },
  });
  await call('change the username', {
    method: 'PUT',
    path: '/users/me/username',
    headers,
    json: { username: createCredentials().username },
  });
  await call('delete the account', { method: 'DELETE', path: '/users/me', headers });
  return statuses;
}

async function callFoo(call: Call, headers: { authorization: string }, fill: () => Promise<void>) {
  const create = (more: Record<string, string> = {}): Sent => ({
    method: 'POST',
    path: '/foo',
    headers: { ...headers, ...more },
    json: { name: 'x' },
  });
  const foo = await call('create', create());
  const once = await call('create once', create({ 'idempotency-key': 'the-same' }));
  await call('create again', create({ 'idempotency-key': 'the-same' }));
  await call('list', { path: '/foo', headers });
  await call('read', { path: `/foo/${foo?.id ?? '0192f0c1-2f3a-7000-8000-000000000000'}`, headers });
  const path = `/foo/${foo?.id ?? '0192f0c1-2f3a-7000-8000-000000000000'}`;
  await call('replace', { method: 'PUT', path, headers, json: { name: 'y' } });
  await call('delete', { method: 'DELETE', path, headers });
  await call('delete what a key has created', { method: 'DELETE', path: `/foo/${once?.id}`, headers });
  await fill();
  await call('create where the count is at its bound', create());
}

/** Sets the count of an account's foos to the maximum. */
function fillUp({ table }: PrintingRun, sub: string | undefined): Promise<void> {
  return table.set({ pk: `FOO_COUNT#${sub}`, sk: 'COUNT' }, { count: { N: '1000' }, takenAt: { N: '0' } });
}

function sidOf(tokens: { access_token?: string } | undefined): unknown {
  return tokens?.access_token === undefined ? randomUUID() : decodeJwt(tokens.access_token).sid;
}

/** Serves an assembly, and makes every call. Returns the statuses by call, and the printed log. */
export async function serveAndCall(assembly: string) {
  const run = await startPrintingRun({ assembly, maxInstances: 1 });
  const statuses = await callEverything(run).finally(() => run.close());
  return { statuses, log: run.printed() };
}
