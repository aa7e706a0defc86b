/** A stage with `secondFactor: 'required'`: how many factors an account may have, and must keep. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MAX_FACTORS } from '../../lambda/identity/factors/max-factors';
import { startRun, type TestRun } from '../faults/start-run';
import { synthesizeRelease } from '../releases/synthesize-release';
import { createAccount } from '../support/accounts';
import { expectProblem } from '../support/expect-problem';
import { addApp, codeOf, enrolTotp, steppedUp } from '../support/second-factors';

const folder = mkdtempSync(join(tmpdir(), 'latchkey-factors-'));
let run: TestRun;

beforeAll(async () => {
  const assembly = join(folder, 'cdk.out');
  synthesizeRelease(assembly, { secondFactor: 'required', trustedDevices: 'off' });
  run = await startRun({ assembly, maxInstances: 1 });
});

afterAll(async () => {
  await run.close();
  rmSync(folder, { recursive: true, force: true });
});

test('an account adds up to ten apps, and removes all but one', async () => {
  const user = await createAccount(run.origin);
  const first = await addApp(user);
  const ada = await steppedUp(run.origin, user, { kind: 'totp', code: codeOf(first, 1) });
  const ids = [first.id];
  while (ids.length < MAX_FACTORS) ids.push((await addApp(ada)).id);
  expectProblem(await enrolTotp(ada), { status: 409, code: 'TOO_MANY_FACTORS' });

  const remove = (id = '') => ada.send({ method: 'DELETE', path: `/users/me/factors/${id}` });
  for (const id of ids.slice(1)) expect(await remove(id)).toMatchObject({ status: 204 });
  expectProblem(await remove(first.id), { status: 409, code: 'LAST_FACTOR' });
});
