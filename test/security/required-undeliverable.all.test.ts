/** A stage with `secondFactor: 'required'`, and accounts whose address bounces: an operator lets them in. */
import type { TestRun } from '../faults/start-run';
import { type Credentials, createCredentials } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { type Answer, send } from '../support/http-client';
import { readAllMails, readMails } from '../support/read-mails';
import { runOperatorCommandIn } from '../support/run-operator-command';
import { codeOf, openChallenge } from '../support/second-factors';
import { serveRequired } from './serve-required';

let run: TestRun;
beforeAll(async () => {
  run = await serveRequired();
});
afterAll(() => run.close());

const post = (path: string, json: object): Promise<Answer> =>
  send(run.origin, { method: 'POST', path, json });

/** Signs up a user with a verified address that bounces. */
async function signUpBouncing(): Promise<Credentials & { readonly address: string }> {
  const credentials = createCredentials();
  const address = `${credentials.username}@example.com`;
  const { json } = await post('/users', credentials);
  const at = { N: String(Date.now()) };
  const texts = { address: { S: address }, shown: { S: address }, verifiedBy: { S: 'attempt-1' } };
  const undeliverable = { M: { reason: { S: 'bounce' }, at } };
  const key = { pk: `ACCOUNT#${json.user.id}`, sk: 'ACCOUNT' };
  await run.table.set(key, { email: { M: { ...texts, verifiedAt: at, undeliverable } } });
  return { ...credentials, address };
}

/** Signs in, and sends the code of an app. */
async function enrol(user: Credentials, readCode?: () => Promise<string | undefined>): Promise<Answer> {
  const challenge = await openChallenge(run.origin, user);
  const { json: app } = await post('/sessions/challenge/totp', { challenge });
  const mailed = readCode && { email_code: await readCode() };
  return post('/sessions/challenge', { challenge, kind: 'enrolment', code: codeOf(app), ...mailed });
}

const change = (name: string, { username }: Credentials, ...options: readonly string[]) =>
  runOperatorCommandIn(run.folder, name, '--user', username, ...options);
const readCodeOf = (address: string) => async () =>
  (await readMails(address, 1, run.origin, 'confirm-enrolment'))[0]?.code;

const needsMail = { status: 400, code: 'VALIDATION_FAILED', errors: [{ pointer: '#/email_code' }] };

test('the account is kept out, and no mail is counted, until the operator replaces the address', async () => {
  const user = await signUpBouncing();
  for (let n = 0; n < 6; n++) expectProblem(await enrol(user), needsMail);
  expect(await readAllMails(user.address, run.origin)).toEqual([]);
  const address = `new-${user.address}`;
  await change('users-email', user, '--set', address);
  expect((await enrol(user, readCodeOf(address))).status).toBe(201);
});

test('the address is mailed again once the operator removes the mark', async () => {
  const user = await signUpBouncing();
  await change('users-unsuppress', user);
  expect((await enrol(user, readCodeOf(user.address))).status).toBe(201);
});

test('an account without an address needs no code of a mail', async () => {
  const user = await signUpBouncing();
  await change('users-email', user, '--remove');
  expect((await enrol(user)).status).toBe(201);
});
