/** `GET /users/me` and `GET /users/me/export`: the account, and all its stored data. */
import { type Account, createAccount, refresh, signIn } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import type { Answer } from '../support/http-client';
import { baseUrl } from '../support/server-under-test';

type Exported = { readonly type: string } & Readonly<Record<string, unknown>>;

const readProfile = ({ send }: Account) => send({ path: '/users/me' });
const readExport = ({ send }: Account, query = '') => send({ path: `/users/me/export${query}` });
const createFoo = ({ send }: Account, json: object, key?: string) =>
  send({ method: 'POST', path: '/foo', json, headers: key === undefined ? {} : { 'idempotency-key': key } });

describe('the profile', () => {
  test('is that of the caller, in full', async () => {
    const ada = await createAccount(baseUrl());
    const answer = await readProfile(ada);
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    const { createdAt } = answer.json;
    const { email, email_verified, pending_email, ...profile } = answer.json;
    expect(profile).toEqual({ id: ada.id, username: ada.username, scopes: [], createdAt });
    // a stage without e-mail has none of these
    expect([email ?? null, email_verified ?? false, pending_email ?? null]).toEqual([null, false, null]);
    expect(new Date(createdAt).toISOString()).toBe(createdAt);
  });

  test('is rejected after the account was deleted', async () => {
    const ada = await createAccount(baseUrl());
    await ada.send({ method: 'DELETE', path: '/users/me' });
    expectProblem(await readProfile(ada), { status: 401, code: 'UNAUTHORIZED' });
  });
});

describe('the export', () => {
  let ada: Account;
  let other: Account;
  let foo: { readonly id: string; readonly createdAt: string };
  let answer: Answer;

  beforeAll(async () => {
    ada = await createAccount(baseUrl());
    other = await signIn(baseUrl(), ada);
    await refresh(baseUrl(), other.refreshToken);
    foo = (await createFoo(ada, { name: 'kept', note: 'noted' }, 'a-key')).json;
    answer = await readExport(ada);
  });

  const ofType = (type: string) => (answer.json.items as Exported[]).filter((item) => item.type === type);

  test('answers 200 with one uncacheable list, the account first', async () => {
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(Object.keys(answer.json)).toEqual(['items']);
    const { email: _, email_verified: _v, pending_email: _p, ...profile } = (await readProfile(ada)).json;
    expect(answer.json.items[0]).toEqual({
      type: 'account',
      ...profile,
      state: 'ACTIVE',
      securityVersion: 1,
      sessionCount: 2,
      attempts: { failures: 0, lastAttemptAt: expect.any(Number) },
      changeAttempts: { failures: 0, lastAttemptAt: 0 },
      // One for the sign-up, one for the sign-in.
      devices: Array(2).fill({
        id: expect.any(String),
        expiresAt: expect.any(Number),
        failures: 0,
        lastAttemptAt: 0,
      }),
    });
  });

  test('contains every session', () => {
    const session = {
      type: 'session',
      username: ada.username,
      scope: '',
      createdAt: expect.any(Number),
      authTime: expect.any(Number),
      amr: 'pwd',
      lastUsedAt: expect.any(Number),
      expiresAt: expect.any(Number),
      securityVersion: 1,
      ip: expect.stringMatching(/^[0-9a-f.:]+$/),
    };
    const sessions = ofType('session');
    expect(sessions).toHaveLength(2);
    expect(sessions).toEqual(
      expect.arrayContaining([
        { ...session, id: ada.sid },
        { ...session, id: other.sid, refreshedAt: expect.any(Number) },
      ]),
    );
  });

  test('contains the foos, their count, and the use of idempotency keys', () => {
    expect(ofType('foo')).toEqual([{ type: 'foo', ...foo }]);
    expect(ofType('foo_count')).toEqual([{ type: 'foo_count', count: 1 }]);
    expect(ofType('idempotency_key')).toEqual([
      {
        type: 'idempotency_key',
        fooId: foo.id,
        createdAt: foo.createdAt,
        expiresAt: expect.any(Number),
      },
    ]);
  });

  test('contains nothing else, and neither secrets nor their digests', () => {
    const types = new Set((answer.json.items as Exported[]).map(({ type }) => type));
    expect([...types].sort()).toEqual(['account', 'foo', 'foo_count', 'idempotency_key', 'session']);
    expect(answer.text).not.toMatch(/hash|digest|nonce|argon2|password"/i);
    // A digest is longer than any id.
    expect(answer.text).not.toMatch(/[\w+/-]{40}/);
  });

  test("does not show other users' data", async () => {
    const grace = await createAccount(baseUrl());
    const { text, json } = await readExport(grace);
    expect(json.items.map(({ type }: Exported) => type)).toEqual(['account', 'session']);
    for (const hidden of [ada.id, ada.username, ada.sid, foo.id]) expect(text).not.toContain(hidden);
  });

  test.each(['x', 'W10', 'WzBd-', 'Wzk5XQ', '%00', 'A'.repeat(2000)])(
    'rejects the cursor "%s"',
    async (cursor) => {
      const refused = await readExport(ada, `?cursor=${cursor}`);
      expectProblem(refused, {
        status: 400,
        code: 'VALIDATION_FAILED',
        errors: [{ parameter: 'cursor' }],
      });
    },
  );
});
