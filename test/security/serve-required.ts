/** Serves the stage `test` with `secondFactor: 'required'`, for the suites about accounts that must add a factor. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRun, type TestRun } from '../faults/start-run';
import { synthesizeRelease } from '../releases/synthesize-release';
import { type Account, createCredentials, toAccount } from '../support/accounts';
import { send } from '../support/http-client';
import { type ConfirmedApp, codeOf } from '../support/second-factors';

/** Serves the stage, without trusted devices. */
export async function serveRequired(): Promise<TestRun> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-required-'));
  const assembly = join(folder, 'cdk.out');
  synthesizeRelease(assembly, { secondFactor: 'required', trustedDevices: 'off' });
  const run = await startRun({ assembly, maxInstances: 2 });
  const stop = run.close;
  return Object.assign(run, {
    close: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  });
}

/** Signs up, and adds the first app with the code of this step. */
export async function createEnrolled({ origin }: TestRun): Promise<Account & { readonly app: ConfirmedApp }> {
  const post = (path: string, json: object) => send(origin, { method: 'POST', path, json });
  const credentials = createCredentials();
  const { challenge } = (await post('/users', credentials)).json;
  const { id, uri } = (await post('/sessions/challenge/totp', { challenge })).json;
  const confirmed = codeOf({ uri });
  const answer = { challenge, kind: 'enrolment', code: confirmed };
  const answered = await post('/sessions/challenge', answer);
  if (answered.status !== 201) throw new Error(`The API answered ${answered.status}: ${answered.text}`);
  const app = { id, uri, confirmed, recoveryCodes: answered.json.recovery_codes };
  return { ...toAccount(origin, credentials, answered), app };
}
