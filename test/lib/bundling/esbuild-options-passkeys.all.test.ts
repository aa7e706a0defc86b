/** Verifies recorded ceremonies with the bundle, whose library has replaced parts that no test of the sources sees. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildOptions, type BuildResult, build } from 'esbuild';
import type * as VerifyAssertion from '../../../lambda/identity/passkeys/verification/verify-assertion';
import type * as VerifyRegistration from '../../../lambda/identity/passkeys/verification/verify-registration';
import { esbuildOptions, onDemandOptions, PROJECT_ROOT } from '../../../lib/bundling/esbuild-options';
import { COSE_ALGORITHMS } from '../../support/webauthn/credential-key';
import { challenge, relyingParty } from '../../support/webauthn/passkey-ceremony';
import { recordings } from '../../support/webauthn/recordings';

type Verification = typeof VerifyAssertion & typeof VerifyRegistration;

const folder = mkdtempSync(join(tmpdir(), 'verification-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const VERIFICATION = join(PROJECT_ROOT, 'lambda', 'identity', 'passkeys', 'verification');
const demands = { challenge, relyingParty, requireUserVerification: true };

/** Bundles both verifications into one file, as the project bundles files on demand. */
function bundle(
  changes: Pick<BuildOptions, 'alias'> = {},
): Promise<BuildResult<{ write: false; metafile: true }>> {
  const shared = onDemandOptions(esbuildOptions({ entry: 'handler.ts', takesPasswords: false }), {});
  const { entryPoints: _entries, outdir: _folder, ...options } = shared;
  return build({
    ...options,
    mainFields: [...options.mainFields],
    stdin: {
      contents: "export * from './verify-assertion'; export * from './verify-registration';",
      resolveDir: VERIFICATION,
    },
    outfile: 'verification.js',
    ...changes,
    absWorkingDir: PROJECT_ROOT,
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
}

/** Returns the parsers of certificates, and what they need, that are in a bundle. */
function foreignParts({ metafile }: { readonly metafile: { readonly inputs: object } }): readonly string[] {
  return Object.keys(metafile.inputs).filter((path) =>
    /@peculiar\/|reflect-metadata|tsyringe|asn1js/.test(path),
  );
}

function codeOf({ outputFiles = [] }: BuildResult<{ write: false }>): Uint8Array {
  return outputFiles.find(({ path }) => path.endsWith('.js'))?.contents ?? new Uint8Array();
}

function loadBundle(code: Uint8Array, name: string): Verification {
  const file = join(folder, name);
  writeFileSync(file, code);
  return createRequire(file)(file);
}

let verification: Verification;
let built: Awaited<ReturnType<typeof bundle>>;
beforeAll(async () => {
  built = await bundle();
  verification = loadBundle(codeOf(built), 'verification.js');
});

test('the bundle is under 80 KB and has no parser of certificates', () => {
  expect(codeOf(built).length).toBeGreaterThan(20 * 1024);
  expect(codeOf(built).length).toBeLessThan(80 * 1024);
  expect(foreignParts(built)).toEqual([]);
  expect(Object.keys(built.metafile.inputs)).toContain('lib/bundling/ecdsa-signature-parser.mjs');
});

test('each replaced part is one that the library would bring', async () => {
  const { alias } = esbuildOptions({ entry: 'handler.ts', takesPasswords: false });
  const parts = foreignParts(await bundle({ alias: {} })).join('\n');
  const names = Object.keys(alias).filter((name) => /^(@peculiar\/|reflect-metadata$)/.test(name));
  expect(names).toHaveLength(8);
  expect(names.filter((name) => !parts.includes(`node_modules/${name}/`))).toEqual([]);
});

describe.each(recordings.map((recording) => [recording.by, recording.algorithm, recording] as const))(
  'what %s has recorded with %s',
  (_by, algorithm, { registration, assertion }) => {
    test('is accepted by the bundle', async () => {
      const { verifyAssertion, verifyRegistration } = verification;
      const stored = await verifyRegistration({ ...demands, credential: registration });
      expect(stored?.algorithm).toBe(COSE_ALGORITHMS[algorithm]);
      if (!stored) return;
      const verified = await verifyAssertion({ ...demands, credential: assertion, stored });
      expect(verified?.counter).toBeGreaterThan(stored.counter);
    });

    test('is refused by the bundle with another signature', async () => {
      const { verifyAssertion, verifyRegistration } = verification;
      const stored = await verifyRegistration({ ...demands, credential: registration });
      const bytes = Buffer.from(assertion.response.signature, 'base64url');
      const changed = [
        bytes.map((byte, at) => (at === bytes.length - 9 ? byte ^ 1 : byte)),
        Buffer.concat([bytes, Buffer.of(0)]),
        bytes.subarray(1),
      ];
      for (const signature of changed) {
        const response = { ...assertion.response, signature: Buffer.from(signature).toString('base64url') };
        const credential = { ...assertion, response };
        expect(stored && (await verifyAssertion({ ...demands, credential, stored }))).toBeUndefined();
      }
      expect(stored).toBeDefined();
    });
  },
);

test('an empty replacement of the ASN.1 parser would refuse ES256, which the recordings show', async () => {
  const { alias } = esbuildOptions({ entry: 'handler.ts', takesPasswords: false });
  const empty = { ...alias, '@peculiar/asn1-schema': './lib/bundling/empty-module.js' };
  const { verifyAssertion, verifyRegistration } = loadBundle(
    codeOf(await bundle({ alias: empty })),
    'empty.js',
  );
  const accepted: string[] = [];
  for (const { by, algorithm, registration, assertion } of recordings) {
    const stored = await verifyRegistration({ ...demands, credential: registration });
    if (stored && (await verifyAssertion({ ...demands, credential: assertion, stored })))
      accepted.push(`${by.split(' ')[0]} ${algorithm}`);
  }
  expect(accepted.sort()).toEqual(['Chromium EdDSA', 'Chromium RS256', 'software EdDSA', 'software RS256']);
});
