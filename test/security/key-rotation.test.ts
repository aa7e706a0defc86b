/** Rotates the key as docs/how-to/rotate-signing-keys.md describes: publish, sign, retire, each as a deployment with the same table and keys. */
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import type { SigningKeyEntry } from '../../lib/stages/stage-settings';
import { type LocalRun, startLocalRun } from '../../local/start-local-run';
import { type Account, createAccount, refresh, signIn } from '../support/accounts';
import { copyChanged } from '../support/change-template';
import { send } from '../support/http-client';
import { assemblyFolder } from '../support/server-under-test';
import { synthStage } from '../support/synth-stack';
import { projectRoot } from '../support/synthesize';

let folder: string;
let run: LocalRun | undefined;
let port = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'key-rotation-'));
  symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'), 'dir');
});
afterAll(async () => {
  await run?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Deploys the stage with these keys. */
async function deploy(...signingKeys: readonly SigningKeyEntry[]): Promise<void> {
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

const origin = () => run?.origin ?? '';
const keyOf = ({ token }: Account) => decodeProtectedHeader(token).kid ?? '';
const statusOf = async ({ token }: Account) =>
  (await send(origin(), { path: '/users/me', headers: { authorization: `Bearer ${token}` } })).status;
const readKeySet = async () => (await send(origin(), { path: '/.well-known/jwks.json' })).json;
const publishedKeys = async () => (await readKeySet()).keys.map(({ kid }: { kid: string }) => kid).sort();

/** Verifies a token as a service does that knows only the published keys. */
async function verifyElsewhere({ token }: Account): Promise<string | undefined> {
  const keys = createLocalJWKSet(await readKeySet());
  return jwtVerify(token, keys, { issuer: origin() }).then(
    ({ payload }) => payload.sub,
    () => undefined,
  );
}

test('tokens from before, during and after a rotation work until their key is retired', async () => {
  await deploy({ id: 'SigningKeyA', status: 'signing' });
  const before = await createAccount(origin());
  const a = keyOf(before);
  expect(await publishedKeys()).toEqual([a]);

  // publish
  await deploy({ id: 'SigningKeyA', status: 'signing' }, { id: 'SigningKeyB', status: 'published' });
  const during = await signIn(origin(), before);
  expect(keyOf(during)).toBe(a);
  const accepted: readonly string[] = await publishedKeys();
  const [b = ''] = accepted.filter((kid) => kid !== a);
  expect(accepted).toHaveLength(2);
  for (const account of [before, during]) expect(await statusOf(account)).toBe(200);

  // sign
  await deploy({ id: 'SigningKeyA', status: 'published' }, { id: 'SigningKeyB', status: 'signing' });
  const after = await signIn(origin(), before);
  expect(keyOf(after)).toBe(b);
  expect(await publishedKeys()).toEqual(accepted);
  for (const account of [before, during, after]) {
    expect(await statusOf(account)).toBe(200);
    expect(await verifyElsewhere(account)).toBe(before.id);
  }

  // retire
  await deploy({ id: 'SigningKeyA', status: 'retired' }, { id: 'SigningKeyB', status: 'signing' });
  expect(await publishedKeys()).toEqual([b]);
  expect(await statusOf(after)).toBe(200);
  for (const account of [before, during]) {
    expect(await statusOf(account)).toBe(401);
    expect(await verifyElsewhere(account)).toBeUndefined();
  }

  // the sessions are still valid
  const { json } = await refresh(origin(), before.refreshToken);
  const refreshed = { ...before, token: json.access_token };
  expect(keyOf(refreshed)).toBe(b);
  expect(await statusOf(refreshed)).toBe(200);
});

test('a key of 2048 bits signs after a rotation, and tokens of both keys work here and elsewhere', async () => {
  const long = { id: 'SigningKeyA', status: 'signing' } as const;
  const short = { id: 'ShortKey', status: 'published', spec: 'RSA_2048' } as const;
  await deploy(long, short);
  const before = await createAccount(origin());
  await deploy({ ...long, status: 'published' }, { ...short, status: 'signing' });
  const after = await signIn(origin(), before);
  const { keys }: { keys: { kid: string; n: string }[] } = await readKeySet();
  const bits = ({ n }: { n: string }) => Buffer.from(n, 'base64url').length * 8;
  expect(Object.fromEntries(keys.map((key) => [key.kid, bits(key)]))).toEqual({
    [keyOf(before)]: 3072,
    [keyOf(after)]: 2048,
  });
  for (const account of [before, after]) {
    expect(await statusOf(account)).toBe(200);
    expect(await verifyElsewhere(account)).toBe(before.id);
  }
});
