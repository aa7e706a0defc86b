/** The second factors of an account, as its user manages them. */
import { randomUUID } from 'node:crypto';
import { Secret, URI } from 'otpauth';
import { type Account, createAccount } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { send } from '../support/http-client';
import { baseUrl } from '../support/server-under-test';

const FACTORS = '/users/me/factors';

const list = ({ send }: Account) => send({ path: FACTORS });
const enrol = ({ send }: Account, json: object = {}) =>
  send({ method: 'POST', path: `${FACTORS}/totp`, json });
const remove = ({ send }: Account, id: string) => send({ method: 'DELETE', path: `${FACTORS}/${id}` });

let ada: Account;
beforeEach(async () => {
  ada = await createAccount(baseUrl());
});

test('an enrolment shows its secret once, and counts only when it is confirmed', async () => {
  const { status, headers, json } = await enrol(ada, { name: 'My phone' });
  expect({ status, cache: headers['cache-control'] }).toEqual({ status: 201, cache: 'no-store' });
  expect(URI.parse(json.uri)).toMatchObject({ label: ada.username, secret: Secret.fromBase32(json.secret) });
  expect(json.qr_svg).toMatch(/^<svg .*<\/svg>$/);
  expect(await list(ada)).toMatchObject({ status: 200, json: { items: [], recovery_codes_left: 0 } });
});

test('an enrolment can be canceled once, and by its own account only', async () => {
  const { json } = await enrol(ada);
  const eve = await createAccount(baseUrl());
  expectProblem(await remove(eve, json.id), { status: 404, code: 'FACTOR_NOT_FOUND' });
  expect(await remove(ada, json.id)).toMatchObject({ status: 204, text: '' });
  expectProblem(await remove(ada, json.id), { status: 404, code: 'FACTOR_NOT_FOUND' });
});

test('another enrolment replaces the first', async () => {
  const { json: first } = await enrol(ada);
  const { json: second } = await enrol(ada);
  expectProblem(await remove(ada, first.id), { status: 404, code: 'FACTOR_NOT_FOUND' });
  expect(await remove(ada, second.id)).toMatchObject({ status: 204 });
});

test('a name must be visible, and no response repeats it', async () => {
  const refused = await enrol(ada, { name: 'planted\u202ename' });
  const errors = [{ pointer: '#/name', detail: 'must be 1 to 64 visible characters' }];
  expectProblem(refused, { status: 400, code: 'VALIDATION_FAILED', errors });
  expect(refused.text).not.toContain('planted');
});

test('an account without a second factor has no recovery codes to replace', async () => {
  const refused = await ada.send({ method: 'POST', path: '/users/me/recovery-codes' });
  expectProblem(refused, { status: 409, code: 'NO_SECOND_FACTOR' });
  expectProblem(await remove(ada, randomUUID()), { status: 404, code: 'FACTOR_NOT_FOUND' });
});

test('a session that has ended begins no enrolment', async () => {
  const { token } = ada;
  await ada.send({ method: 'DELETE', path: '/sessions' });
  const path = `${FACTORS}/totp`;
  const headers = { authorization: `Bearer ${token}` };
  const refused = await send(baseUrl(), { method: 'POST', path, json: {}, headers });
  expectProblem(refused, { status: 401, code: 'UNAUTHORIZED' });
});

test('no challenge that was made up begins an enrolment', async () => {
  const json = { challenge: 'a'.repeat(43) };
  const refused = await send(baseUrl(), { method: 'POST', path: '/sessions/challenge/totp', json });
  expectProblem(refused, { status: 401, code: 'INVALID_CHALLENGE' });
});
