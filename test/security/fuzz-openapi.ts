/** Sends requests generated from openapi.json to every route: each response is documented, and none is a 5xx. */
import fc from 'fast-check';
import { type Account, createAccount, createCredentials, toAccount } from '../support/accounts';
import { readDocument } from '../support/api-contract';
import { type Answer, send } from '../support/http-client';
import { addPasskey, beginPasskey, beginPasskeySignIn, createBrowser } from '../support/passkeys';
import { fromNewSource, readMails } from '../support/read-mails';
import { certainRequestsOf, type GeneratedRequest, requestsOf } from '../support/request-arbitraries';
import {
  addApp,
  type ConfirmedApp,
  codeOf,
  enrolTotp,
  openChallenge,
  steppedUp,
} from '../support/second-factors';
import { baseUrl } from '../support/server-under-test';
import { hasPages } from '../support/visit-pages';

/** The greatest number of runs for a deletion. Each success needs a new account, and sign-ups of a source are limited. */
const MOST_DELETIONS = 15;

/** Its success is a redirect. */
const LEADS_ON = new Set(['GET /.well-known/change-password']);

/** Only a stage with related origins has the first one. The others are of pages: one takes a form, which `hostile-input` sends. */
const LEFT_OUT = [
  '/.well-known/webauthn',
  '/oauth2/token',
  ...(hasPages ? [] : ['/.well-known/change-password']),
];

const operations = Object.entries(readDocument().paths).flatMap(([path, item]) =>
  LEFT_OUT.includes(path)
    ? []
    : Object.entries(item).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
);

let ada: Account;
let fooId: string;
/** The code of the latest mail to Ada. */
let code = '';
/** The id of Ada's latest reset. */
let resetId = '';
/** The id of Ada's latest factor or passkey. */
let factorId = '';
/** Ada's latest ceremony, and the response of her authenticator in JSON. */
let ceremony = { id: '', credential: '{}' };
/** The challenge of Ada's latest sign-in. */
let challenge = '';

async function begin(): Promise<void> {
  ada = await createAccount(baseUrl());
  const created = await ada.send({ method: 'POST', path: '/foo', json: { name: 'first' } });
  fooId = created.json.id;
}

/** Asks for an address and reads the code of its mail. */
async function askForCode(): Promise<string> {
  const email = `${createCredentials().username}@example.com`;
  await ada.send({ method: 'PUT', path: '/users/me/email', json: { email }, headers: fromNewSource() });
  const [mail] = await readMails(email);
  code = mail?.code ?? '';
  return email;
}

/** Verifies an address, asks for a reset and reads the code of its mail. */
async function askForReset(): Promise<void> {
  const email = await askForCode();
  await ada.send({ method: 'POST', path: '/users/me/email/verification', json: { code } });
  const request = { method: 'POST', path: '/password-resets', json: { username: ada.username } };
  const { json } = await send(baseUrl(), { ...request, headers: fromNewSource() });
  resetId = json.reset_id;
  const [mail] = await readMails(email, 2);
  code = mail?.code ?? '';
}

/** Begins to add an app. */
async function beginEnrolment(): Promise<void> {
  const { json } = await enrolTotp(ada);
  factorId = json.id;
  code = codeOf(json);
}

/** Adds an app to a new account. The next code is of the next step. */
async function addFactor(): Promise<ConfirmedApp> {
  await begin();
  const app = await addApp(ada);
  code = codeOf(app, 1);
  return app;
}

async function addFactorAndStepUp(): Promise<void> {
  await addFactor();
  ada = await steppedUp(baseUrl(), ada, { kind: 'totp', code });
}

async function addFactorAndSignIn(): Promise<void> {
  await addFactor();
  challenge = await openChallenge(baseUrl(), ada);
}

/** Begins to add a passkey to a new account. */
async function beginRegistration(): Promise<void> {
  await begin();
  const { ceremony_id: id, options } = await beginPasskey(ada);
  ceremony = { id, credential: JSON.stringify(await createBrowser(baseUrl()).register(options)) };
}

/** Adds a passkey to a new account, and begins to sign in with it. */
async function addOwnPasskey(): Promise<void> {
  await begin();
  const browser = createBrowser(baseUrl());
  factorId = (await addPasskey(ada, browser)).json.id;
  const { ceremony_id: id, options } = await beginPasskeySignIn((sent) => send(baseUrl(), sent));
  ceremony = { id, credential: JSON.stringify(await browser.assert(options)) };
}

/** What routes need before they can succeed. */
const preparations: Readonly<Record<string, () => Promise<unknown>>> = {
  'POST /users/me/email/verification': askForCode,
  'POST /password-resets/confirm': askForReset,
  'POST /users/me/factors/totp/{id}/confirm': beginEnrolment,
  'DELETE /users/me/factors/{id}': beginEnrolment,
  'POST /users/me/recovery-codes': addFactorAndStepUp,
  'POST /sessions/challenge': addFactorAndSignIn,
  'POST /users/me/passkeys': beginRegistration,
  'PATCH /users/me/passkeys/{id}': addOwnPasskey,
  'DELETE /users/me/passkeys/{id}': addOwnPasskey,
  'PUT /users/me/second-factor': addOwnPasskey,
  'POST /sessions/passkey': addOwnPasskey,
  'POST /sessions/current/step-up/options': addOwnPasskey,
};

/** Succeeds only for an account that must still add its second factor, which this stage does not have. */
const NEVER_SUCCEEDS = 'POST /sessions/challenge/totp';

/** Ada's current values, by the placeholders for them in requests. */
function ownValues(method: string, path: string): Readonly<Record<string, string>> {
  const isRegistration = `${method} ${path}` === 'POST /users';
  // the current username is not a change, and changes are limited
  const { username, password } = isRegistration ? createCredentials() : ada;
  return {
    'own-id': path.startsWith('/foo') ? fooId : /\/(factors|passkeys)\//.test(path) ? factorId : ada.sid,
    'own-name': username,
    'own-password': password,
    'own-next-password': createCredentials().password,
    'own-refresh-token': ada.refreshToken,
    'own-device-token': ada.deviceToken ?? '',
    'own-key': 'the-same-each-time',
    'own-code': code,
    'own-reset-id': resetId,
    'own-challenge': challenge,
    'own-ceremony': ceremony.id,
  };
}

const words = {
  id: 'own-id',
  username: 'own-name',
  password: 'own-password',
  current_password: 'own-password',
  new_password: 'own-next-password',
  refresh_token: 'own-refresh-token',
  device_token: 'own-device-token',
  'Idempotency-Key': 'own-key',
  code: 'own-code',
  reset_id: 'own-reset-id',
  challenge: 'own-challenge',
  ceremony_id: 'own-ceremony',
  // replaced by an object
  credential: 'own-credential',
};

/** Updates Ada's values after a success, which may have changed them, ended the session or deleted the account. */
async function follow(method: string, path: string, answer: Answer, body: string | undefined): Promise<void> {
  if (answer.status >= 300) return;
  if (method === 'DELETE' || path === '/password-resets/confirm') return begin();
  // other requests do not expect a second factor
  if (/\/confirm$|^\/sessions\/challenge$|recovery-codes$|second-factor$/.test(path)) return begin();
  if (path === '/sessions/refresh') ada = toAccount(baseUrl(), ada, answer);
  if (path === '/users/me/username') ada = { ...ada, username: JSON.parse(body ?? '').username };
  if (path === '/users/me/password') ada = { ...ada, password: JSON.parse(body ?? '').new_password };
}

/** Checks a response. @throws Error if it is not documented */
async function perform(method: string, path: string, request: GeneratedRequest): Promise<number> {
  const own = ownValues(method, path);
  const fill = (text: string) =>
    text
      .replaceAll('"own-credential"', () => ceremony.credential)
      .replace(/own(-[a-z]+)+/g, (word) => own[word] ?? word);
  const bearer = { own: ada.token, other: 'x.y.z', none: undefined }[request.token];
  const body = request.body === undefined ? undefined : fill(request.body);
  const headers = Object.entries(request.headers).map(([name, value]) => [name, fill(value)] as const);
  const answer = await send(baseUrl(), {
    method,
    path: fill(request.path),
    headers: {
      ...Object.fromEntries(headers),
      ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
    },
    ...(body !== undefined && { body }),
  });
  await follow(method, path, answer, body);
  return answer.status;
}

/**
 * The members that a valid request of Ada's must not have: a sign-in accepts a new password only if the current one is
 * temporary, and an account without a second factor steps up by its password. A passkey takes the place of a password
 * or a code.
 */
const surplus: Readonly<Record<string, readonly string[]>> = {
  '/sessions/create': ['new_password'],
  '/sessions/current/step-up': ['kind', 'code', 'ceremony_id', 'credential'],
  '/sessions/challenge': ['credential'],
  '/users': ['ceremony_id', 'credential'],
};

function without(members: readonly string[], request: GeneratedRequest): GeneratedRequest {
  if (members.length === 0) return request;
  const body = Object.entries(JSON.parse(request.body ?? '{}')).filter(([name]) => !members.includes(name));
  return { ...request, body: JSON.stringify(Object.fromEntries(body)) };
}

/** Declares the tests. @param numRuns the number of generated requests to each route */
export function fuzzRoutes(numRuns: number): void {
  beforeAll(begin);

  describe.each(operations)('$method $path', ({ method, path, operation }) => {
    const { valid, refused } = certainRequestsOf(path, operation, words);

    test('returns success for valid requests, and rejects others', async () => {
      const key = `${method} ${path}`;
      await preparations[key]?.();
      const status = await perform(method, path, without(surplus[path] ?? [], valid));
      if (key === NEVER_SUCCEEDS) expect(status).toBe(401);
      else expect(status).toBeLessThan(LEADS_ON.has(key) ? 303 : 300);
      for (const { status, request } of refused) {
        expect(await perform(method, path, request)).toBe(status);
      }
    });

    test('returns documented responses for every input', async () => {
      await fc.assert(
        fc.asyncProperty(requestsOf(path, operation, words), async (request) => {
          expect(await perform(method, path, request)).toBeLessThan(500);
        }),
        { numRuns: method === 'DELETE' ? Math.min(numRuns, MOST_DELETIONS) : numRuns },
      );
    });
  });
}
