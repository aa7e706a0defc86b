/** A stage with `secondFactor: 'required'`: the first factor of an account, how many it may have, and must keep. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MAX_FACTORS } from '../../lambda/identity/factors/max-factors';
import { startRun, type TestRun } from '../faults/start-run';
import { synthesizeRelease } from '../releases/synthesize-release';
import { type Account, createCredentials, toAccount } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { send } from '../support/http-client';
import { addApp, codeOf, enrolTotp } from '../support/second-factors';

const folder = mkdtempSync(join(tmpdir(), 'latchkey-factors-'));
let run: TestRun;

beforeAll(async () => {
  const assembly = join(folder, 'cdk.out');
  synthesizeRelease(assembly, { secondFactor: 'required', trustedDevices: 'off' });
  run = await startRun({ assembly, maxInstances: 1 });
});

afterAll(async () => {
  await run?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Signs up a user, who adds the first app with the challenge that comes in place of tokens. */
async function signUp(): Promise<{ readonly ada: Account; readonly first: string }> {
  const { origin } = run;
  const post = (path: string, json: object) => send(origin, { method: 'POST', path, json });
  const { username, password } = createCredentials();
  const created = await post('/users', { username, password });
  expect(created).toMatchObject({ status: 201, json: { kinds: ['enrolment'] } });
  expect(created.json).not.toHaveProperty('access_token');
  const signedIn = await post('/sessions/create', { username, password });
  expect(signedIn).toMatchObject({
    status: 401,
    json: { code: 'SECOND_FACTOR_REQUIRED', kinds: ['enrolment'] },
  });
  const { challenge } = signedIn.json;
  const begun = await post('/sessions/challenge/totp', { challenge });
  expect(begun.status).toBe(201);
  const sent = { challenge, kind: 'enrolment', code: codeOf(begun.json) };
  const enrolled = await post('/sessions/challenge', sent);
  expect(enrolled).toMatchObject({ status: 201, json: { recovery_codes: { length: 10 } } });
  expectProblem(await post('/sessions/challenge', sent), { status: 401, code: 'INVALID_CHALLENGE' });
  return { ada: toAccount(origin, { username, password }, enrolled), first: begun.json.id };
}

test('an account has a session once it has an app, adds up to ten, and removes all but one', async () => {
  const { ada, first } = await signUp();
  const ids = [first];
  while (ids.length < MAX_FACTORS) ids.push((await addApp(ada)).id);
  expectProblem(await enrolTotp(ada), { status: 409, code: 'TOO_MANY_FACTORS' });

  const remove = (id: string) => ada.send({ method: 'DELETE', path: `/users/me/factors/${id}` });
  for (const id of ids.slice(1)) expect(await remove(id)).toMatchObject({ status: 204 });
  expectProblem(await remove(first), { status: 409, code: 'LAST_FACTOR' });
});
