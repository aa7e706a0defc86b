/** Which code of passkeys is in files that requests without passkeys load. */
import { build } from 'esbuild';
import { esbuildOptions, onDemandOptions, PROJECT_ROOT } from '../../../lib/bundling/esbuild-options';
import { lambdaFile, onDemandFiles } from '../../../lib/stack/on-demand-files';

/** Returns the sources of passkeys, of the verification's library and of its parts that are in a file. */
async function listParts(source: string): Promise<readonly string[]> {
  const shared = onDemandOptions(esbuildOptions({ entry: source, takesPasswords: true }), { file: source });
  const { metafile } = await build({
    ...shared,
    mainFields: [...shared.mainFields],
    external: [...shared.external],
    outdir: 'unwritten',
    absWorkingDir: PROJECT_ROOT,
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  const [output] = Object.entries(metafile.outputs).flatMap(([path, { inputs }]) =>
    path.endsWith('.js') ? [inputs] : [],
  );
  return Object.entries(output ?? {})
    .filter(([path, { bytesInOutput }]) => bytesInOutput > 0 && /passkey|webauthn/.test(path))
    .map(([path]) => path.replace('lambda/', ''))
    .sort();
}

/** What the account's item says of its passkeys. */
const HELD = 'identity/passkeys/account-passkey.ts';

test('a sign-in by a password loads what the account says of its passkeys, and nothing else of them', async () => {
  expect(await listParts(lambdaFile('auth/handler.ts'))).toEqual([HELD, 'variables/passkeys.ts']);
});

test('a code of an app loads the order of the proofs, and neither stores nor the verification of passkeys', async () => {
  const { 'second-factor': source = '' } = onDemandFiles('auth', ['factors', 'passkeys']);
  const parts = await listParts(source);
  expect(parts).toContain('identity/factors/proofs/answer-by-passkey.ts');
  expect(parts.filter((path) => /identity\/passkeys|node_modules/.test(path))).toEqual([HELD]);
});

test('the authorizer loads nothing of passkeys', async () => {
  expect(await listParts(lambdaFile('authorizer/handler.ts'))).toEqual([]);
});

test('the verification is found where it is loaded', async () => {
  const { 'passkey-verification': source = '' } = onDemandFiles('auth', ['factors', 'passkeys']);
  expect((await listParts(source)).filter((path) => path.includes('@simplewebauthn'))).not.toEqual([]);
});
