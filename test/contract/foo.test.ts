/** `/foo`: the protected example resource. */
import { randomUUID } from 'node:crypto';
import { type Account, createAccount } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { baseUrl } from '../support/server-under-test';

const create = (account: Account, json: unknown, headers: Record<string, string> = {}) =>
  account.send({ method: 'POST', path: '/foo', json, headers });

/** Sets of headers, one per request. */
const conditions = (...sets: readonly Record<string, string>[]) => sets;

let ada: Account;
let grace: Account;

beforeAll(async () => {
  [ada, grace] = await Promise.all([createAccount(baseUrl()), createAccount(baseUrl())]);
});

describe('POST /foo', () => {
  test('answers 201 with the foo', async () => {
    const answer = await create(ada, { name: 'first' });
    expect(answer.status).toBe(201);
    const { createdAt } = answer.json;
    expect(answer.json).toEqual({ id: expect.any(String), name: 'first', createdAt, updatedAt: createdAt });
    expect(new Date(createdAt).toISOString()).toBe(createdAt);
  });

  test('keeps a note', async () => {
    const made = await create(ada, { name: 'noted', note: 'günstig ✓' });
    const read = await ada.send({ path: `/foo/${made.json.id}` });
    expect(read.json).toMatchObject({ name: 'noted', note: 'günstig ✓' });
  });

  test("returns the foo's location, based on the requested path", async () => {
    const { headers, json } = await create(ada, { name: 'located' });
    const base = new URL(baseUrl());
    expect(headers.location).toBe(`${base.pathname.replace(/\/$/, '')}/foo/${json.id}`);
  });

  test('treats a trailing slash as the same path', async () => {
    const answer = await ada.send({ method: 'POST', path: '/foo/', json: { name: 'slashed' } });
    expect(answer.status).toBe(201);
    expect(answer.headers.location).toMatch(new RegExp(`[^/]/${answer.json.id}$`));
  });

  test('names the expected type for a null', async () => {
    const answer = await create(ada, { name: 'a', note: null });
    expectProblem(answer, {
      status: 400,
      code: 'VALIDATION_FAILED',
      errors: [{ pointer: '#/note', detail: 'must be a string' }],
    });
  });

  test.each([
    ['no name', {}, '#/name'],
    ['a name that is not a string', { name: 1 }, '#/name'],
    ['an empty name', { name: '' }, '#/name'],
    ['a NUL in the name', { name: 'a\u0000b' }, '#/name'],
    ['half a surrogate pair in the note', { name: 'a', note: '\udc00' }, '#/note'],
    ['a note that is not a string', { name: 'a', note: {} }, '#/note'],
    ['an owner', { name: 'a', owner: 'somebody' }, '#'],
  ])('answers 400 to %s, naming it', async (_what, body, pointer) => {
    expectProblem(await create(ada, body), { status: 400, code: 'VALIDATION_FAILED', errors: [{ pointer }] });
  });
});

describe('POST /foo with an Idempotency-Key', () => {
  test('creates one foo, however often it is sent', async () => {
    const account = await createAccount(baseUrl());
    const key = { 'idempotency-key': randomUUID() };
    const first = await create(account, { name: 'once' }, key);
    const again = await create(account, { name: 'once' }, key);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.json).toEqual(first.json);
    expect(again.headers.location).toBe(first.headers.location);
    expect((await account.send({ path: '/foo' })).json.items).toHaveLength(1);
  });

  test('rejects the key with another body', async () => {
    const key = { 'idempotency-key': randomUUID() };
    await create(ada, { name: 'this' }, key);
    expectProblem(await create(ada, { name: 'that' }, key), { status: 422, code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  test('keeps the same keys of two accounts apart', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const [hers, theirs] = [await create(ada, { name: 'a' }, key), await create(grace, { name: 'b' }, key)];
    expect([hers.status, theirs.status]).toEqual([201, 201]);
    expect(theirs.json.id).not.toBe(hers.json.id);
  });

  test('answers 400 to a key that is too long, naming the header', async () => {
    const answer = await create(ada, { name: 'a' }, { 'idempotency-key': 'k'.repeat(300) });
    expectProblem(answer, {
      status: 400,
      code: 'VALIDATION_FAILED',
      errors: [{ header: 'Idempotency-Key' }],
    });
  });
});

describe('GET /foo/{id}', () => {
  test('answers with the foo', async () => {
    const made = await create(ada, { name: 'readable' });
    const read = await ada.send({ path: `/foo/${made.json.id}` });
    expect(read.status).toBe(200);
    expect(read.json).toEqual(made.json);
  });

  test("gives the same answer for another account's foo and a missing one", async () => {
    const made = await create(ada, { name: 'private' });
    const [others, none] = await Promise.all([
      grace.send({ path: `/foo/${made.json.id}` }),
      grace.send({ path: `/foo/${randomUUID()}` }),
    ]);
    expectProblem(others, { status: 404, code: 'NOT_FOUND' });
    expect({ ...others.json, requestId: '' }).toEqual({ ...none.json, requestId: '' });
  });

  test.each(['x', 'a%20b', '%00', '..%2f..', 'FOO%23', '%F0%9F%97%9D', 'y'.repeat(500)])(
    'answers 404 to the id %s',
    async (id) => {
      expectProblem(await ada.send({ path: `/foo/${id}` }), { status: 404, code: 'NOT_FOUND' });
    },
  );
});

describe('GET /foo/{id} with a condition', () => {
  let path: string;
  let etag: string;
  let modified: string;

  beforeAll(async () => {
    const made = await create(ada, { name: 'conditional' });
    path = `/foo/${made.json.id}`;
    etag = String(made.headers.etag);
    modified = String(made.headers['last-modified']);
  });

  const get = (headers: Readonly<Record<string, string | readonly string[]>>) => ada.send({ path, headers });

  test('has the same entity tag as at its creation', async () => {
    const { headers, json } = await get({});
    expect(etag).toMatch(/^"[^"]+"$/);
    expect(headers).toMatchObject({ etag, 'last-modified': modified });
    expect(Date.parse(modified)).toBe(Math.floor(Date.parse(json.updatedAt) / 1000) * 1000);
  });

  test.each<[string, () => Record<string, string | readonly string[]>]>([
    ['its tag', () => ({ 'if-none-match': etag })],
    ['its tag, weak', () => ({ 'if-none-match': `W/${etag}` })],
    ['its tag among others', () => ({ 'if-none-match': `"x", ${etag}` })],
    ['its tag in another line', () => ({ 'if-none-match': [etag, '"x"'] })],
    ['any tag', () => ({ 'if-none-match': '*' })],
    ['its date', () => ({ 'if-modified-since': modified })],
  ])('answers 304 without a body to a client that has %s', async (_what, headers) => {
    const answer = await get(headers());
    expect(answer).toMatchObject({ status: 304, text: '' });
    expect(answer.headers).toMatchObject({ etag, 'last-modified': modified, 'cache-control': 'no-store' });
  });

  test.each<[string, () => Record<string, string>]>([
    ['another tag', () => ({ 'if-none-match': '"x"' })],
    ['another tag, and its date', () => ({ 'if-none-match': '"x"', 'if-modified-since': modified })],
    ['an earlier date', () => ({ 'if-modified-since': 'Sun, 06 Nov 1994 08:49:37 GMT' })],
    ['a date that is not one', () => ({ 'if-modified-since': 'yesterday' })],
    ['its tag in If-Match', () => ({ 'if-match': etag })],
  ])('answers 200 to a client that has %s', async (_what, headers) => {
    expect(await get(headers())).toMatchObject({ status: 200, json: { name: 'conditional' } });
  });

  test('answers 412 to a client that requires another state', async () => {
    for (const headers of conditions(
      { 'if-match': '"x"' },
      { 'if-match': `W/${etag}` },
      { 'if-unmodified-since': 'Sun, 06 Nov 1994 08:49:37 GMT' },
    )) {
      expectProblem(await get(headers), { status: 412, code: 'PRECONDITION_FAILED' });
    }
  });

  test.each(['If-Match', 'If-None-Match'])(
    'answers 400 to an %s without quotes, naming it',
    async (header) => {
      const answer = await get({ [header]: 'x' });
      expectProblem(answer, { status: 400, code: 'VALIDATION_FAILED', errors: [{ header }] });
    },
  );
});

describe('GET /foo', () => {
  let owner: Account;
  let made: unknown[];

  beforeAll(async () => {
    owner = await createAccount(baseUrl());
    made = [];
    for (const name of ['1', '2', '3', '4', '5']) made.unshift((await create(owner, { name })).json);
  });

  test("lists the caller's foos, newest first, without a cursor at the end", async () => {
    const answer = await owner.send({ path: '/foo' });
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({ items: made });
  });

  test('returns pages that together contain every foo once', async () => {
    const items: unknown[] = [];
    const sizes: number[] = [];
    let cursor: string | undefined;
    do {
      const query = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page = await owner.send({ path: `/foo?limit=2${query}` });
      expect(page.status).toBe(200);
      items.push(...page.json.items);
      sizes.push(page.json.items.length);
      cursor = page.json.cursor;
    } while (cursor !== undefined && sizes.length < 10);
    expect(items).toEqual(made);
    expect(Math.max(...sizes)).toBe(2);
  });

  test.each(['1', '100'])('accepts a limit of %s', async (limit) => {
    expect(await owner.send({ path: `/foo?limit=${limit}` })).toMatchObject({ status: 200 });
  });

  test.each(['0', '101', '-1', '1.5', 'ten', '1e1', '', '%31%30%20', '99999999999999999999'])(
    'rejects the limit "%s"',
    async (limit) => {
      const answer = await owner.send({ path: `/foo?limit=${limit}` });
      expectProblem(answer, { status: 400, code: 'VALIDATION_FAILED', errors: [{ parameter: 'limit' }] });
    },
  );

  test.each(['x', 'e30', '%00', `${'A'.repeat(2000)}`])('rejects the cursor "%s"', async (cursor) => {
    const answer = await owner.send({ path: `/foo?cursor=${cursor}` });
    expectProblem(answer, { status: 400, code: 'VALIDATION_FAILED', errors: [{ parameter: 'cursor' }] });
  });

  test('shows no foos for the cursor of another account', async () => {
    const { json: page } = await owner.send({ path: '/foo?limit=2' });
    const answer = await grace.send({ path: `/foo?cursor=${encodeURIComponent(page.cursor)}` });
    const owned = new Set((made as { id: string }[]).map(({ id }) => id));
    const shown: { id: string }[] = answer.json.items ?? [];
    expect(answer.status).toBeLessThan(500);
    expect(shown.filter(({ id }) => owned.has(id))).toEqual([]);
  });
});
