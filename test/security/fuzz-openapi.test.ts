/** Throws requests generated from openapi.json at every route: each answer is one that it tells of, and none is a 5xx. */
import fc from 'fast-check';
import { type Account, createAccount, createCredentials, toAccount } from '../support/accounts';
import { readDocument } from '../support/api-contract';
import { type Answer, send } from '../support/http-client';
import { certainRequestsOf, type GeneratedRequest, requestsOf } from '../support/request-arbitraries';
import { baseUrl } from '../support/server-under-test';

const soak = process.env.SOAK === '1';
const numRuns = soak ? 1_000 : 15;
/** A deletion that succeeds costs a new account, of which a source may make only so many. */
const deletions = 15;

const operations = Object.entries(readDocument().paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
);

let ada: Account;
let fooId: string;

async function begin(): Promise<void> {
  ada = await createAccount(baseUrl());
  const created = await ada.send({ method: 'POST', path: '/foo', json: { name: 'first' } });
  fooId = created.json.id;
}

beforeAll(begin);

/** What ada has at the moment, by the words that stand for it in a request. */
function ownValues(method: string, path: string): Readonly<Record<string, string>> {
  const isRegistration = `${method} ${path}` === 'POST /users';
  // the one that the account has is no change, of which there may be few
  const { username, password } = isRegistration ? createCredentials() : ada;
  return {
    'own-id': path.startsWith('/foo') ? fooId : ada.sid,
    'own-name': username,
    'own-password': password,
    'own-next-password': createCredentials().password,
    'own-refresh-token': ada.refreshToken,
    'own-device-token': ada.deviceToken ?? '',
    'own-key': 'the-same-each-time',
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
};

/** A success may have changed what ada has, or ended the session or the account. */
async function follow(method: string, path: string, answer: Answer, body: string | undefined): Promise<void> {
  if (answer.status >= 300) return;
  if (method === 'DELETE') return begin();
  if (path === '/sessions/refresh') ada = toAccount(baseUrl(), ada, answer);
  if (path === '/users/me/username') ada = { ...ada, username: JSON.parse(body ?? '').username };
  if (path === '/users/me/password') ada = { ...ada, password: JSON.parse(body ?? '').new_password };
}

/** @throws Error for an answer that is not documented */
async function perform(method: string, path: string, request: GeneratedRequest): Promise<number> {
  const own = ownValues(method, path);
  const fill = (text: string) => text.replace(/own(-[a-z]+)+/g, (word) => own[word] ?? word);
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

/** A sign-in takes a new password only where the one before is temporary, which ada's is not. */
function withoutNewPassword(request: GeneratedRequest): GeneratedRequest {
  const { new_password: _, ...body } = JSON.parse(request.body ?? '{}');
  return { ...request, body: JSON.stringify(body) };
}

describe.each(operations)('$method $path', ({ method, path, operation }) => {
  const { valid, refused } = certainRequestsOf(path, operation, words);

  test('answers a valid request with a success, and others with a refusal', async () => {
    const accepted = path === '/sessions/create' ? withoutNewPassword(valid) : valid;
    expect(await perform(method, path, accepted)).toBeLessThan(300);
    for (const { status, request } of refused) {
      expect(await perform(method, path, request)).toBe(status);
    }
  });

  test('answers as documented, whatever is sent', async () => {
    await fc.assert(
      fc.asyncProperty(requestsOf(path, operation, words), async (request) => {
        expect(await perform(method, path, request)).toBeLessThan(500);
      }),
      { numRuns: method === 'DELETE' ? deletions : numRuns },
    );
  });
});
