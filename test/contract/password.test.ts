/** `PUT /users/me/password`: a change of the password, which ends every other session. */
import { type Account, createAccount, signIn } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { expectSignedIn, expectSignedOut } from '../support/expect-session';
import { baseUrl } from '../support/server-under-test';
import { change, newPassword, put, signInStatus } from './change-password';

let ada: Account;
let other: Account;

beforeEach(async () => {
  ada = await createAccount(baseUrl());
  other = await signIn(baseUrl(), ada);
});

describe('a change of password', () => {
  test('answers 204, and replaces the old password by the new one', async () => {
    const password = newPassword();
    const answer = await change(ada, password);
    expect({ status: answer.status, text: answer.text }).toEqual({ status: 204, text: '' });
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(await signInStatus(ada, password)).toBe(201);
    expect(await signInStatus(ada, ada.password)).toBe(401);
  });

  test('ends every other session with the next request, but not its own', async () => {
    expect(await change(ada, newPassword())).toMatchObject({ status: 204 });
    await expectSignedOut(baseUrl(), other);
    await expectSignedIn(baseUrl(), ada);
  });

  test('does not affect sessions that start after it', async () => {
    const password = newPassword();
    await change(ada, password);
    await expectSignedIn(baseUrl(), await signIn(baseUrl(), { ...ada, password }));
    await expectSignedIn(baseUrl(), ada);
  });

  test('sent twice is one change', async () => {
    const password = newPassword();
    await change(ada, password);
    expect(await change(ada, password)).toMatchObject({ status: 204 });
    expect(await signInStatus(ada, password)).toBe(201);
    const [account] = (await ada.send({ path: '/users/me/export' })).json.items;
    expect(account.securityVersion).toBe(2);
  });

  test('and back again is two', async () => {
    const password = newPassword();
    await change(ada, password);
    expect(await change(ada, ada.password, password)).toMatchObject({ status: 204 });
    expect(await signInStatus(ada, ada.password)).toBe(201);
    expect(await signInStatus(ada, password)).toBe(401);
  });

  test('accepts both passwords in any Unicode form of their accents', async () => {
    const first = 'un café très serré';
    await change(ada, first.normalize('NFC'));
    const second = newPassword();
    expect(await change(ada, second, first.normalize('NFD'))).toMatchObject({ status: 204 });
    expect(await signInStatus(ada, second)).toBe(201);
  });
});

describe('parallel changes', () => {
  test('to different passwords have one winner, whose password is valid', async () => {
    const wanted = Array.from({ length: 5 }, newPassword);
    const answers = await Promise.all(wanted.map((password) => change(ada, password)));
    const winners = wanted.filter((_, index) => answers[index]?.status === 204);
    expect(winners).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 204)) {
      expectProblem(answer, { status: 403, code: 'INVALID_CURRENT_PASSWORD' });
    }
    const statuses = await Promise.all(wanted.map((password) => signInStatus(ada, password)));
    expect(statuses).toEqual(wanted.map((password) => (winners.includes(password) ? 201 : 401)));
    await expectSignedIn(baseUrl(), ada);
  });
});

describe('a change of password is rejected', () => {
  test('with a wrong current one, and changes nothing', async () => {
    const answer = await change(ada, newPassword(), newPassword());
    expectProblem(answer, { status: 403, code: 'INVALID_CURRENT_PASSWORD' });
    expect(await signInStatus(ada, ada.password)).toBe(201);
    await expectSignedIn(baseUrl(), other);
  });

  test("with another user's current one", async () => {
    const grace = await createAccount(baseUrl());
    const answer = await change(ada, newPassword(), grace.password);
    expectProblem(answer, { status: 403, code: 'INVALID_CURRENT_PASSWORD' });
  });

  test.each([
    ['of 14 characters', { new_password: 'x'.repeat(14) }, '#/new_password'],
    ['of 257 characters', { new_password: 'x'.repeat(257) }, '#/new_password'],
    ['that is not a string', { new_password: 7 }, '#/new_password'],
    ['with a NUL', { new_password: 'a phrase that \u0000 passes' }, '#/new_password'],
    ['that is missing', { new_password: undefined }, '#/new_password'],
    ['without the current one', { current_password: undefined }, '#/current_password'],
    ['with an unknown field', { username: 'grace' }, '#'],
  ])('for a new one %s, naming the field', async (_what, fault, pointer) => {
    const body = { current_password: ada.password, new_password: newPassword(), ...fault };
    expectProblem(await put(ada, body), { status: 400, code: 'VALIDATION_FAILED', errors: [{ pointer }] });
  });

  test('from a session that an earlier change has ended', async () => {
    const password = newPassword();
    await change(ada, password);
    expectProblem(await change(other, newPassword(), password), { status: 401, code: 'UNAUTHORIZED' });
  });
});
