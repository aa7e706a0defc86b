/**
 * Access to objects of other users: by their id, by a key of the table, or by a page's cursor (IDOR, BOLA).
 */
import { randomUUID } from 'node:crypto';
import type { routes } from '../../../lambda/routes';
import { withToken } from '../../faults/operation';
import type { Sent } from '../../support/http-client';
import { addPasskey, createBrowser } from '../../support/passkeys';
import type { Attack } from '../attack';
import { holderOf } from '../passkeys';
import type { Target, Victim } from '../target';
import { variants } from '../variants';

/** Begins to add an authenticator app to the account of ada. */
async function enrolTotp({ send, ada }: Target): Promise<string> {
  const path = '/users/me/factors/totp';
  return (await send(withToken(ada.token, { method: 'POST', path, json: {} }))).json.id;
}

async function canCancelEnrolment({ send, ada }: Target, id: string): Promise<void> {
  const cancelled = await send(withToken(ada.token, { method: 'DELETE', path: `/users/me/factors/${id}` }));
  expect(cancelled.status).toBe(204);
}

/** Adds a passkey to the account of ada, and returns its id. */
async function createPasskey(target: Target): Promise<string> {
  const answer = await addPasskey(holderOf(target, target.ada), createBrowser(target.origin));
  expect(answer.status).toBe(201);
  return answer.json.id;
}

/** Asserts that a passkey has its name, and removes it: an account may have 20. */
async function hasPasskey({ send, ada }: Target, id: string): Promise<void> {
  const path = '/users/me/passkeys';
  const { json } = await send(withToken(ada.token, { path }));
  expect(json.items).toContainEqual(expect.objectContaining({ id, name: 'Passkey' }));
  const removed = await send(withToken(ada.token, { method: 'DELETE', path: `${path}/${id}` }));
  expect(removed.status).toBe(204);
}

async function createFoo({ send }: Target, { token }: Victim, name: string): Promise<string> {
  const { json } = await send(withToken(token, { method: 'POST', path: '/foo', json: { name } }));
  return json.id;
}

async function hasSecret({ send, ada }: Target, id: string): Promise<void> {
  expect((await send(withToken(ada.token, { path: `/foo/${id}` }))).json.name).toBe('secret');
}

/** Every route whose path contains an id. A new one does not compile until it has a row. */
type IdRoute = Extract<keyof typeof routes, `${string}{${string}`>;

interface IdAttack {
  /** Returns the id of an object of ada. */
  readonly victim: (target: Target) => Promise<string>;
  readonly request: (id: string) => Sent;
  /** Asserts that the object is unchanged. */
  readonly isUntouched: (target: Target, id: string) => Promise<void>;
  /** The code of the response. @default NOT_FOUND */
  readonly code?: string;
}

const idRoutes: Readonly<Record<IdRoute, IdAttack>> = {
  'GET /foo/{id}': {
    victim: (target) => createFoo(target, target.ada, 'secret'),
    request: (id) => ({ path: `/foo/${id}` }),
    isUntouched: hasSecret,
  },
  'PUT /foo/{id}': {
    victim: (target) => createFoo(target, target.ada, 'secret'),
    request: (id) => ({ method: 'PUT', path: `/foo/${id}`, json: { name: 'taken over' } }),
    isUntouched: hasSecret,
  },
  'DELETE /foo/{id}': {
    victim: (target) => createFoo(target, target.ada, 'secret'),
    request: (id) => ({ method: 'DELETE', path: `/foo/${id}` }),
    isUntouched: hasSecret,
  },
  'DELETE /sessions/{id}': {
    victim: async ({ ada }) => ada.sid,
    request: (id) => ({ method: 'DELETE', path: `/sessions/${id}` }),
    isUntouched: async ({ send, ada }) => {
      expect((await send(withToken(ada.token, { path: '/users/me' }))).status).toBe(200);
    },
  },
  'DELETE /users/me/factors/{id}': {
    victim: enrolTotp,
    request: (id) => ({ method: 'DELETE', path: `/users/me/factors/${id}` }),
    isUntouched: canCancelEnrolment,
    code: 'FACTOR_NOT_FOUND',
  },
  'POST /users/me/factors/totp/{id}/confirm': {
    victim: enrolTotp,
    request: (id) => ({
      method: 'POST',
      path: `/users/me/factors/totp/${id}/confirm`,
      json: { code: '000000' },
    }),
    isUntouched: canCancelEnrolment,
    code: 'FACTOR_NOT_FOUND',
  },
  'PATCH /users/me/passkeys/{id}': {
    victim: createPasskey,
    request: (id) => ({ method: 'PATCH', path: `/users/me/passkeys/${id}`, json: { name: 'taken over' } }),
    isUntouched: hasPasskey,
    code: 'PASSKEY_NOT_FOUND',
  },
  'DELETE /users/me/passkeys/{id}': {
    victim: createPasskey,
    request: (id) => ({ method: 'DELETE', path: `/users/me/passkeys/${id}` }),
    isUntouched: hasPasskey,
    code: 'PASSKEY_NOT_FOUND',
  },
};

/** Other spellings of a known id. */
const spellings: Readonly<Record<string, (id: string, target: Target) => string>> = {
  'as it is': (id) => id,
  'in capitals': (id) => id.toUpperCase(),
  'with its owner in front': (id, { ada }) => `${ada.id}%2f${id}`,
  'with a key of the table in front': (id, { ada }) => `FOO%23${ada.id}%23${id}`,
  'followed by a NUL': (id) => `${id}%00`,
  'with a wildcard as its end': (id) => `${id.slice(0, 8)}*`,
};

const byId = Object.entries(idRoutes).flatMap(
  ([route, { victim, request, isUntouched, code = 'NOT_FOUND' }]) =>
    variants(
      Object.entries(spellings).map(
        ([spelling, write]): Attack => ({
          requirement: ['ASVS V8.2.2'],
          attack: `${route} with another account's id, ${spelling}`,
          play: async (target) => {
            const id = await victim(target);
            const answer = await target.send(withToken(target.eve.token, request(write(id, target))));
            expect({ status: answer.status, code: answer.json.code }).toEqual({ status: 404, code });
            await isUntouched(target, id);
          },
        }),
      ),
    ),
);

/** Routes that list objects. Regardless of other parts of the request, the list is the caller's own. */
const lists: Readonly<Record<string, (target: Target) => Promise<Sent>>> = {
  'the foos after a cursor of another account': async (target) => ({
    path: `/foo?cursor=${Buffer.from(await createFoo(target, target.ada, 'secret')).toString('base64url')}`,
  }),
  'the foos of a sub in the query': async ({ ada }) => ({ path: `/foo?sub=${ada.id}&owner=${ada.id}` }),
  'the sessions of a sub in the query': async ({ ada }) => ({ path: `/sessions?sub=${ada.id}` }),
  'the export of a sub in the query': async ({ ada }) => ({ path: `/users/me/export?sub=${ada.id}` }),
};

export const objectAttacks: readonly Attack[] = [
  ...byId,
  ...variants(
    Object.entries(lists).map(
      ([attack, request]): Attack => ({
        requirement: ['ASVS V8.2.2'],
        attack,
        play: async (target) => {
          await createFoo(target, target.ada, 'secret');
          const { status, text } = await target.send(withToken(target.eve.token, await request(target)));
          expect(status).toBe(200);
          for (const mine of [target.ada.id, target.ada.sid, target.ada.username, 'secret']) {
            expect(text).not.toContain(mine);
          }
        },
      }),
    ),
  ),
  ...variants(
    ['not base64', 'e30', Buffer.from('{"pk":"FOO#x"}').toString('base64url')].map(
      (cursor): Attack => ({
        requirement: ['ASVS V8.2.2'],
        attack: `a forged cursor, ${cursor}`,
        request: ({ eve }) => withToken(eve.token, { path: `/foo?cursor=${encodeURIComponent(cursor)}` }),
        expected: { status: 400, code: 'VALIDATION_FAILED' },
      }),
    ),
  ),
  {
    requirement: ['ASVS V8.2.2'],
    attack: "a forged cursor of an export that leads into another account's partition",
    play: async ({ send, ada, eve }) => {
      for (const start of [
        { pk: `FOO#${ada.id}`, sk: 'x' },
        [`FOO#${ada.id}`, 'x'],
        { partition: 0, sk: ada.sid },
      ]) {
        const cursor = Buffer.from(JSON.stringify(start)).toString('base64url');
        const { status, text } = await send(
          withToken(eve.token, { path: `/users/me/export?cursor=${cursor}` }),
        );
        expect({ status, isAdas: text.includes(ada.id) }).toEqual({ status: 400, isAdas: false });
      }
    },
  },
  {
    requirement: ['ASVS V8.2.2'],
    attack: "another account's Idempotency-Key with the same body",
    play: async ({ send, ada, eve }) => {
      const headers = { 'idempotency-key': randomUUID() };
      const create = ({ token }: Victim) =>
        send(withToken(token, { method: 'POST', path: '/foo', json: { name: 'same' }, headers }));
      const [first, second] = [await create(ada), await create(eve)];
      expect([first.status, second.status]).toEqual([201, 201]);
      expect(second.json.id).not.toBe(first.json.id);
      expect((await send(withToken(eve.token, { path: `/foo/${first.json.id}` }))).status).toBe(404);
    },
  },
  ...variants(
    ['"x"', '*'].map(
      (tag): Attack => ({
        requirement: ['ASVS V8.2.2'],
        attack: `another account's foo with conditions: If-Match and If-None-Match of ${tag} reveal nothing about it`,
        play: async (target) => {
          const id = await createFoo(target, target.ada, 'secret');
          const own = withToken(target.ada.token, { path: `/foo/${id}` });
          const { etag = '' } = (await target.send(own)).headers;
          for (const name of ['if-match', 'if-none-match']) {
            for (const method of ['GET', 'PUT', 'DELETE']) {
              const headers = { [name]: tag === '*' ? tag : etag };
              const json = method === 'PUT' ? { json: { name: 'taken over' } } : {};
              const sent = withToken(target.eve.token, { method, path: `/foo/${id}`, headers, ...json });
              const answer = await target.send(sent);
              expect({ status: answer.status, code: answer.json?.code }).toEqual({
                status: 404,
                code: 'NOT_FOUND',
              });
              expect(answer.headers).not.toHaveProperty('etag');
            }
          }
          await hasSecret(target, id);
        },
      }),
    ),
  ),
  {
    requirement: ['ASVS V8.2.1'],
    attack: 'an own session claims a scope in its request',
    request: ({ eve }) =>
      withToken(eve.token, { path: '/users/me?scope=admin', headers: { scope: 'admin' } }),
    expected: { status: 200 },
    after: ({ json }) => expect(json.scopes).toEqual([]),
  },
];
