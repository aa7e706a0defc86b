/** `npm run users:disable`: calls every route with the credentials of a disabled account's user. */
import { parseRouteKey } from '../../lambda/route-patterns';
import type { Route } from '../../lambda/routes';
import { type Account, createAccount, createCredentials } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { expectSignedOut } from '../support/expect-session';
import { type Answer, type Sent, send } from '../support/http-client';
import { runOperatorCommand } from '../support/run-operator-command';
import { servedRoutes } from '../support/served-routes';
import { baseUrl } from '../support/server-under-test';

/** Takes no name, and returns random options. */
const NAMELESS = 'POST /sessions/passkey/options';

const table = Object.entries(servedRoutes)
  .filter(([key]) => key !== NAMELESS)
  .map(([key, route]: [string, Route]) => ({ ...parseRouteKey(key), key, access: route.access }));

/** The bodies that the account's user sends, by route; other routes have no body. */
const bodies: Readonly<Record<string, (account: Account) => object>> = {
  'POST /users': ({ username }) => ({ ...createCredentials(), username }),
  'POST /sessions/create': ({ username, password, deviceToken }) => ({
    username,
    password,
    ...(deviceToken !== undefined && { device_token: deviceToken }),
  }),
  'POST /sessions/refresh': ({ refreshToken }) => ({ refresh_token: refreshToken }),
  'PUT /users/me/password': ({ password }) => ({
    current_password: password,
    new_password: createCredentials().password,
  }),
  'POST /foo': () => ({ name: 'first' }),
  'PUT /foo/{id}': () => ({ name: 'second' }),
};

type TableRoute = (typeof table)[number];

function call({ key, method, path, access }: TableRoute, account: Account): Promise<Answer> {
  const json = bodies[key]?.(account);
  const sent: Sent = {
    method,
    path: path.replace('{id}', account.sid),
    ...(json && { json }),
  };
  return access === 'signed-in' ? account.send(sent) : send(baseUrl(), sent);
}

/** Returns a response without the values that differ between any two responses. */
function shown({ status, json, headers }: Answer) {
  const { requestId: _, ...body } = json ?? {};
  const same = ['content-type', 'www-authenticate', 'cache-control', 'retry-after', 'location'];
  return { status, body, headers: same.map((name) => headers[name]) };
}

let disabled: Account;
/** An account whose session has ended. */
let signedOut: Account;
/** The same account, with a username that no account has. */
let unknown: Account;

beforeAll(async () => {
  disabled = await createAccount(baseUrl());
  signedOut = await createAccount(baseUrl());
  unknown = { ...signedOut, ...createCredentials() };
  await signedOut.send({ method: 'DELETE', path: '/sessions' });
  const { stdout } = await runOperatorCommand('users-disable', '--user', disabled.username.toUpperCase());
  expect(stdout).toBe(`${disabled.username}: disabled, and signed out everywhere\n`);
});

test('its sessions end immediately, and cannot be refreshed', () => expectSignedOut(baseUrl(), disabled));

test.each(table)('$key returns the response for an ended session, or for an unknown name', async (route) => {
  const reference = route.key === 'POST /sessions/create' ? unknown : signedOut;
  const answer = await call(route, disabled);
  expect(shown(answer)).toEqual(shown(await call(route, reference)));
  if (route.access === 'signed-in') expectProblem(answer, { status: 401, code: 'UNAUTHORIZED' });
});

test.each<[string, (account: Account) => object]>([
  ['from a device that is not known', ({ username, password }) => ({ username, password })],
  ['in another spelling', ({ username, password }) => ({ username: username.toUpperCase(), password })],
  [
    'with a new password',
    ({ username, password }) => ({ username, password, new_password: createCredentials().password }),
  ],
])('a sign-in %s gets the response for an unknown name', async (_how, toBody) => {
  const [answer, reference] = await Promise.all(
    [disabled, unknown].map((account) =>
      send(baseUrl(), { method: 'POST', path: '/sessions/create', json: toBody(account) }),
    ),
  );
  if (!answer || !reference) throw new Error('There is no answer');
  expectProblem(answer, { status: 401, code: 'INVALID_CREDENTIALS' });
  expect(shown(answer)).toEqual(shown(reference));
});

test('its name stays taken', async () => {
  const json = { ...createCredentials(), username: disabled.username };
  const answer = await send(baseUrl(), { method: 'POST', path: '/users', json });
  expectProblem(answer, { status: 409, code: 'USERNAME_TAKEN' });
});
