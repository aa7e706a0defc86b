/** `PUT /foo/{id}` and `DELETE /foo/{id}`: with and without conditions, concurrently and repeatedly. */
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

describe('PUT /foo/{id}', () => {
  const put = (id: string, json: unknown, headers: Record<string, string> = {}, account = ada) =>
    account.send({ method: 'PUT', path: `/foo/${id}`, json, headers });

  test('answers 200 with the new foo and a new entity tag', async () => {
    const made = await create(ada, { name: 'before', note: 'goes' });
    const answer = await put(made.json.id, { name: 'after' });
    expect(answer.status).toBe(200);
    const { updatedAt } = answer.json;
    const { note, ...kept } = made.json;
    expect(answer.json).toEqual({ ...kept, name: 'after', updatedAt });
    expect(Date.parse(updatedAt)).toBeGreaterThanOrEqual(Date.parse(kept.createdAt));
    expect(answer.headers.etag).not.toBe(made.headers.etag);
    const read = await ada.send({ path: `/foo/${made.json.id}` });
    expect(read.json).toEqual(answer.json);
    expect(read.headers).toMatchObject({
      etag: answer.headers.etag,
      'last-modified': answer.headers['last-modified'],
    });
  });

  test('replaces only the state that If-Match names', async () => {
    const made = await create(ada, { name: 'one' });
    const { id } = made.json;
    const first = String(made.headers.etag);
    const second = await put(id, { name: 'two' }, { 'if-match': first });
    expect(second.status).toBe(200);
    for (const tag of [first, `W/${second.headers.etag}`]) {
      expectProblem(await put(id, { name: 'three' }, { 'if-match': tag }), {
        status: 412,
        code: 'PRECONDITION_FAILED',
      });
    }
    expect((await ada.send({ path: `/foo/${id}` })).json.name).toBe('two');
    expect(await put(id, { name: 'three' }, { 'if-match': `"x", ${second.headers.etag}` })).toMatchObject({
      status: 200,
    });
    expect(await put(id, { name: 'four' }, { 'if-match': '*' })).toMatchObject({ status: 200 });
  });

  test('of many concurrent updates of one state, one succeeds', async () => {
    const made = await create(ada, { name: 'contested' });
    const headers = { 'if-match': String(made.headers.etag) };
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => put(made.json.id, { name: `n${n}` }, headers)),
    );
    const won = answers.filter(({ status }) => status === 200);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(9);
    expect((await ada.send({ path: `/foo/${made.json.id}` })).json).toEqual(won[0]?.json);
  });

  test('changes nothing when If-None-Match or If-Unmodified-Since fails', async () => {
    const made = await create(ada, { name: 'kept' });
    for (const headers of conditions(
      { 'if-none-match': '*' },
      { 'if-none-match': String(made.headers.etag) },
      { 'if-unmodified-since': 'Sun, 06 Nov 1994 08:49:37 GMT' },
    )) {
      expectProblem(await put(made.json.id, { name: 'x' }, headers), {
        status: 412,
        code: 'PRECONDITION_FAILED',
      });
    }
    expect((await ada.send({ path: `/foo/${made.json.id}` })).json).toEqual(made.json);
    const answer = await put(made.json.id, { name: 'x' }, { 'if-none-match': '"x"' });
    expect(answer.status).toBe(200);
  });

  test("gives the same answer for another account's foo and a missing one, under any condition", async () => {
    const made = await create(ada, { name: 'private' });
    for (const headers of conditions(
      {},
      { 'if-match': String(made.headers.etag) },
      { 'if-none-match': '*' },
    )) {
      const others = await put(made.json.id, { name: 'x' }, headers, grace);
      const none = await put(randomUUID(), { name: 'x' }, headers, grace);
      expectProblem(others, { status: 404, code: 'NOT_FOUND' });
      expect({ ...others.json, requestId: '' }).toEqual({ ...none.json, requestId: '' });
    }
    expect((await ada.send({ path: `/foo/${made.json.id}` })).json).toEqual(made.json);
  });

  test.each([
    ['no name', {}, '#/name'],
    ['an empty name', { name: '' }, '#/name'],
    ['an id', { name: 'a', id: 'mine' }, '#'],
  ])('answers 400 to %s, as a creation does', async (_what, body, pointer) => {
    const made = await create(ada, { name: 'kept' });
    const answer = await put(made.json.id, body);
    expectProblem(answer, { status: 400, code: 'VALIDATION_FAILED', errors: [{ pointer }] });
    expect((await ada.send({ path: `/foo/${made.json.id}` })).json).toEqual(made.json);
  });

  test('ignores an Idempotency-Key, because the request can be repeated anyway', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const made = await create(ada, { name: 'one' }, key);
    expect(await put(made.json.id, { name: 'two' }, key)).toMatchObject({
      status: 200,
      json: { name: 'two' },
    });
    // The key still returns its first response.
    const again = await create(ada, { name: 'one' }, key);
    expect(again).toMatchObject({ status: 201, json: made.json });
    expect(again.headers.etag).toBe(made.headers.etag);
  });
});

describe('DELETE /foo/{id}', () => {
  const remove = (id: string, headers: Record<string, string> = {}, account = ada) =>
    account.send({ method: 'DELETE', path: `/foo/${id}`, headers });

  test('answers 204, and deletes the foo', async () => {
    const account = await createAccount(baseUrl());
    const [kept, made] = [await create(account, { name: 'kept' }), await create(account, { name: 'goes' })];
    expect(await remove(made.json.id, {}, account)).toMatchObject({ status: 204, text: '' });
    expectProblem(await account.send({ path: `/foo/${made.json.id}` }), { status: 404, code: 'NOT_FOUND' });
    expectProblem(await remove(made.json.id, {}, account), { status: 404, code: 'NOT_FOUND' });
    expect((await account.send({ path: '/foo' })).json.items).toEqual([kept.json]);
    const { items } = (await account.send({ path: '/users/me/export' })).json;
    expect(items).toContainEqual({ type: 'foo_count', count: 1 });
  });

  test('deletes only the state that If-Match names', async () => {
    const made = await create(ada, { name: 'one' });
    for (const headers of conditions({ 'if-match': '"x"' }, { 'if-none-match': '*' })) {
      expectProblem(await remove(made.json.id, headers), {
        status: 412,
        code: 'PRECONDITION_FAILED',
      });
    }
    expectProblem(await remove(made.json.id, { 'if-match': 'x' }), {
      status: 400,
      code: 'VALIDATION_FAILED',
      errors: [{ header: 'If-Match' }],
    });
    expect(await remove(made.json.id, { 'if-match': String(made.headers.etag) })).toMatchObject({
      status: 204,
    });
  });

  test("gives the same answer for another account's foo and a missing one", async () => {
    const made = await create(ada, { name: 'private' });
    const [others, none] = [await remove(made.json.id, {}, grace), await remove(randomUUID(), {}, grace)];
    expectProblem(others, { status: 404, code: 'NOT_FOUND' });
    expect({ ...others.json, requestId: '' }).toEqual({ ...none.json, requestId: '' });
    expect((await ada.send({ path: `/foo/${made.json.id}` })).status).toBe(200);
  });

  test('of many concurrent deletions one succeeds', async () => {
    const made = await create(ada, { name: 'contested' });
    const answers = await Promise.all(Array.from({ length: 6 }, () => remove(made.json.id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 404, 404, 404, 404, 404]);
  });

  test('a repeated request with its Idempotency-Key does not create the foo again', async () => {
    const account = await createAccount(baseUrl());
    const key = { 'idempotency-key': randomUUID() };
    const made = await create(account, { name: 'once' }, key);
    await remove(made.json.id, {}, account);
    const again = await create(account, { name: 'once' }, key);
    expect(again).toMatchObject({ status: 201, json: made.json });
    expectProblem(await create(account, { name: 'other' }, key), {
      status: 422,
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    expect((await account.send({ path: '/foo' })).json.items).toEqual([]);
  });
});
