/** Deploys the stage with other signing keys, over the same table and keys, for the suites about rotations. */
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import type { SigningKeyEntry } from '../../lib/stages/stage-settings';
import { type LocalRun, startLocalRun } from '../../local/start-local-run';
import type { Account } from '../support/accounts';
import { copyChanged } from '../support/change-template';
import { send } from '../support/http-client';
import { assemblyFolder } from '../support/server-under-test';
import { synthStage } from '../support/synth-stack';
import { projectRoot } from '../support/synthesize';

let folder: string;
let run: LocalRun | undefined;
let port = 0;

/** Creates the folder of the run before the tests of a suite, and removes it after them. */
export function prepareDeployments(): void {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'key-rotation-'));
    symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'), 'dir');
  });
  afterAll(async () => {
    await run?.close();
    rmSync(folder, { recursive: true, force: true });
  });
}

/** Deploys the stage with these keys. */
export async function deploy(...signingKeys: readonly SigningKeyEntry[]): Promise<void> {
  await run?.close();
  const { Resources: planned } = synthStage('test', { signingKeys }).toJSON();
  const assembly = join(folder, 'cdk.out');
  copyChanged(assemblyFolder(), assembly, (resources) => {
    // uses the code of the bundled assembly, which does not depend on the settings
    for (const [id, { Properties }] of Object.entries(resources)) {
      if (Properties?.Code) planned[id].Properties.Code = Properties.Code;
      delete resources[id];
    }
    Object.assign(resources, planned);
  });
  run = await startLocalRun({ project: folder, assembly, port, throttle: false });
  // the issuer contains the port
  port = Number(new URL(run.origin).port);
}

/** Returns the origin of the deployment. */
export const origin = () => run?.origin ?? '';

/** Returns the id of the key that signed an account's token. */
export const keyOf = ({ token }: Account) => decodeProtectedHeader(token).kid ?? '';

/** Returns the status of a request with an account's token. */
export const statusOf = async ({ token }: Account) =>
  (await send(origin(), { path: '/users/me', headers: { authorization: `Bearer ${token}` } })).status;

/** Returns the published key set. */
export const readKeySet = async () => (await send(origin(), { path: '/.well-known/jwks.json' })).json;

/** Returns the ids of the published keys, sorted. */
export const publishedKeys = async () =>
  (await readKeySet()).keys.map(({ kid }: { kid: string }) => kid).sort();

/** Verifies a token as a service does that knows only the published keys. */
export async function verifyElsewhere({ token }: Account): Promise<string | undefined> {
  const keys = createLocalJWKSet(await readKeySet());
  return jwtVerify(token, keys, { issuer: origin() }).then(
    ({ payload }) => payload.sub,
    () => undefined,
  );
}
