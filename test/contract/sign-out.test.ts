/**
 * `DELETE /sessions/current`, `/sessions/{id}` and `/sessions`: signing out of this session, of one, or of
 * all.
 */
import { randomUUID } from 'node:crypto';
import { type Account, createAccount, signIn } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { expectSignedIn, expectSignedOut } from '../support/expect-session';
import type { Answer } from '../support/http-client';
import { baseUrl } from '../support/server-under-test';

const end = ({ send }: Account, which: string) => send({ method: 'DELETE', path: `/sessions${which}` });

function expectNoContent({ status, text, headers }: Answer): void {
  expect({ status, text, cacheControl: headers['cache-control'] }).toEqual({
    status: 204,
    text: '',
    cacheControl: 'no-store',
  });
}

let ada: Account;
let other: Account;
let grace: Account;

beforeAll(async () => {
  grace = await createAccount(baseUrl());
});

beforeEach(async () => {
  ada = await createAccount(baseUrl());
  other = await signIn(baseUrl(), ada);
});

describe('signing out of this session', () => {
  test('ends only this session, with the next request', async () => {
    expectNoContent(await end(ada, '/current'));
    await expectSignedOut(baseUrl(), ada);
    await expectSignedIn(baseUrl(), other);
    await expectSignedIn(baseUrl(), await signIn(baseUrl(), ada));
  });

  test('a second time is rejected, because the token is no longer valid', async () => {
    await end(ada, '/current');
    expectProblem(await end(ada, '/current'), { status: 401, code: 'UNAUTHORIZED' });
  });

  test('many times at once ends it', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => end(ada, '/current')));
    expect(answers.map(({ status }) => status)).toContain(204);
    for (const { status } of answers) expect([204, 401]).toContain(status);
    await expectSignedOut(baseUrl(), ada);
  });
});

describe('ending one session', () => {
  test('ends only this session, with the next request', async () => {
    expectNoContent(await end(ada, `/${other.sid}`));
    await expectSignedOut(baseUrl(), other);
    await expectSignedIn(baseUrl(), ada);
  });

  test('may be this one', async () => {
    expectNoContent(await end(ada, `/${ada.sid}`));
    await expectSignedOut(baseUrl(), ada);
  });

  test('a second time returns 404', async () => {
    await end(ada, `/${other.sid}`);
    expectProblem(await end(ada, `/${other.sid}`), { status: 404, code: 'NOT_FOUND' });
  });

  test('many times at once ends it', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => end(ada, `/${other.sid}`)));
    expect(answers.map(({ status }) => status)).toContain(204);
    for (const { status } of answers) expect([204, 404]).toContain(status);
    await expectSignedOut(baseUrl(), other);
  });

  test("gives the same answer for another user's session and a missing one, and ends neither", async () => {
    const [theirs, none] = await Promise.all([end(ada, `/${grace.sid}`), end(ada, `/${randomUUID()}`)]);
    expectProblem(theirs, { status: 404, code: 'NOT_FOUND' });
    expect({ ...theirs.json, requestId: '' }).toEqual({ ...none.json, requestId: '' });
    expect(await grace.send({ path: '/foo' })).toMatchObject({ status: 200 });
  });

  test.each(['x', 'CURRENT', '%00', '..%2fx', 'y'.repeat(500)])('answers 404 to the id %s', async (id) => {
    expectProblem(await end(grace, `/${id}`), { status: 404, code: 'NOT_FOUND' });
  });
});

describe('signing out everywhere', () => {
  test('ends all sessions of the caller with the next request, and no others', async () => {
    expectNoContent(await end(ada, ''));
    await expectSignedOut(baseUrl(), ada);
    await expectSignedOut(baseUrl(), other);
    expect(await grace.send({ path: '/foo' })).toMatchObject({ status: 200 });
    await expectSignedIn(baseUrl(), await signIn(baseUrl(), ada));
  });

  test('from two sessions at once ends both', async () => {
    const answers = await Promise.all([end(ada, ''), end(other, '')]);
    expect(answers.map(({ status }) => status)).toContain(204);
    for (const { status } of answers) expect([204, 401]).toContain(status);
    await expectSignedOut(baseUrl(), ada);
    await expectSignedOut(baseUrl(), other);
  });
});
