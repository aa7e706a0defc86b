/** `--no-throttle` lifts every limit, in a run with limits that few requests reach. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyWithLimits, type Limits } from '../attack/limits';
import { startRun, type TestRun } from '../faults/start-run';
import { createCredentials } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { send } from '../support/http-client';
import { assemblyFolder } from '../support/server-under-test';

const copies = mkdtempSync(join(tmpdir(), 'latchkey-no-throttle-'));
const assembly = join(copies, 'cdk.out');
let run: TestRun;

const limits: Limits = {
  FREE_SIGN_IN_FAILURES: 3,
  MAX_SIGN_IN_FAILURES: 8,
  MAX_SIGN_IN_FAILURES_PER_SOURCE: 6,
  MAX_SIGN_UPS_PER_SOURCE: 2,
  FAILURE_DECAY_SECONDS: 3 * 86_400,
};

beforeAll(() => copyWithLimits(assemblyFolder(), assembly, limits));
afterEach(() => run.close());
afterAll(() => rmSync(copies, { recursive: true, force: true }));

const post = (path: string, json: object) => send(run.origin, { method: 'POST', path, json });

test('without the option a sign-in and a sign-up above the limits are refused', async () => {
  run = await startRun({ assembly, maxInstances: 2 });
  const ada = createCredentials();
  await post('/users', ada);
  const guess = () => post('/sessions/create', { ...ada, password: createCredentials().password });
  for (let n = 0; n < 3; n++) expect(await guess()).toMatchObject({ status: 401 });
  expectProblem(await guess(), { status: 429, code: 'TOO_MANY_ATTEMPTS' });

  expect((await post('/users', createCredentials())).status).toBe(201);
  expectProblem(await post('/users', createCredentials()), { status: 429, code: 'TOO_MANY_ATTEMPTS' });
});

test('sign-ups and failed sign-ins above the limits of a source and an account are not throttled', async () => {
  run = await startRun({ assembly, maxInstances: 2, throttle: false });
  const ada = createCredentials();
  const statuses = [(await post('/users', ada)).status];
  for (let n = 0; n < 4; n++) statuses.push((await post('/users', createCredentials())).status);
  expect(new Set(statuses)).toEqual(new Set([201]));

  const guess = () => post('/sessions/create', { ...ada, password: createCredentials().password });
  const guesses = await Promise.all(Array.from({ length: 12 }, guess));
  expect(new Set(guesses.map(({ status }) => status))).toEqual(new Set([401]));
  expect((await post('/sessions/create', ada)).status).toBe(201);
});
