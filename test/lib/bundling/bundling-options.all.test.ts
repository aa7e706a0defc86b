/** @jest-environment ./test/support/direct-npx-environment.js */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { build } from 'esbuild';
import cdkJson from '../../../cdk.json';
import { readRouteGrants } from '../../../lambda/authorizer/read-route-grants';
import { routes } from '../../../lambda/routes';
import { createRouteGrants } from '../../../lib/routes/route-grants';
import { createAuthStack } from '../../support/synth-stack';

const outdir = mkdtempSync(path.join(tmpdir(), 'bundles-'));
const folders: Record<string, string> = {};
const metadata: Record<string, Record<string, unknown>> = {};

beforeAll(() => {
  // the CDK prints a line for each bundle
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const app = new App({ context: cdkJson.context, outdir });
  const stack = createAuthStack('dev', {}, app);
  const template = Template.fromStack(stack);
  const { files } = JSON.parse(readFileSync(path.join(outdir, `${stack.stackName}.assets.json`), 'utf8'));
  for (const [id, { Properties, Metadata }] of Object.entries(
    template.findResources('AWS::Lambda::Function'),
  )) {
    const hash = path.basename(Properties.Code.S3Key, '.zip');
    metadata[id.replace(/Handler.*$/, '')] = Metadata['local:esbuild'];
    folders[id.replace(/Handler.*$/, '')] = path.join(outdir, files[hash].source.path);
  }
});

afterAll(() => {
  jest.restoreAllMocks();
  rmSync(outdir, { recursive: true, force: true });
});

const folderOf = (name: string) => folders[name] ?? '';

function filesOf(name: string): string[] {
  return readdirSync(folderOf(name), { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => statSync(path.join(folderOf(name), file)).isFile())
    .sort();
}

const sizeOf = (name: string, file: string) => statSync(path.join(folderOf(name), file)).size;

/** Returns the packages that a bundle contains. */
function packagesOf(name: string, map = 'index.js.map'): string[] {
  const { sources } = JSON.parse(readFileSync(path.join(folderOf(name), map), 'utf8'));
  return (sources as string[]).flatMap(
    (source) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? [],
  );
}

test('every function has a bundle, its source map, and the files that it loads later', () => {
  expect(Object.keys(folders).sort()).toEqual([
    'Auth',
    'Authorizer',
    'Discovery',
    'Factors',
    'Foo',
    'Mail',
    'MailFeedback',
    'PublicKeysFunction',
  ]);
  expect(filesOf('Foo')).toEqual([
    'index.js',
    'index.js.map',
    'list-places.js',
    'list-places.js.map',
    'self-check.js',
    'self-check.js.map',
  ]);
  expect(filesOf('Discovery')).toEqual([
    'api-document.js',
    'api-document.js.map',
    'index.js',
    'index.js.map',
    'link-pages.js',
    'link-pages.js.map',
    'list-places.js',
    'list-places.js.map',
    'self-check.js',
    'self-check.js.map',
  ]);
  expect(filesOf('Authorizer')).toEqual([
    'index.js',
    'index.js.map',
    'list-places.js',
    'list-places.js.map',
    'routes.json',
    'self-check.js',
    'self-check.js.map',
  ]);
  expect(readRouteGrants(folderOf('Authorizer'))).toEqual(createRouteGrants(routes));
});

test.each(['Auth', 'Authorizer', 'Discovery', 'Foo'])(
  'esbuild creates the same asset of %s from the options in the metadata',
  async (name) => {
    const { outputFiles } = await build({
      ...metadata[name],
      absWorkingDir: path.join(__dirname, '../../..'),
      write: false,
      logLevel: 'silent',
    });
    const bundle = outputFiles.find((file) => path.basename(file.path) === 'index.js');
    const asset = readFileSync(path.join(folderOf(name), 'index.js'));
    expect(Buffer.compare(Buffer.from(bundle?.contents ?? []), asset)).toBe(0);
  },
);

test('the authorizer is under 40 KB, without the SDK and without zod', () => {
  expect(sizeOf('Authorizer', 'index.js')).toBeLessThan(40 * 1024);
  expect(packagesOf('Authorizer').filter((name) => /^(@aws-sdk|@smithy|zod)/.test(name))).toEqual([]);
});

test('one bundle of the authorizer serves every stage: it contains no route, and a file next to it holds the routes', () => {
  const bundle = readFileSync(path.join(folderOf('Authorizer'), 'index.js'), 'utf8');
  for (const key of Object.keys(routes)) expect(bundle).not.toContain(key);
  expect(bundle).not.toMatch(/\/foo|\/sessions|\/users/);
});

test('bundles contain no credential providers that Lambda never uses, and no endpoint cache', () => {
  for (const name of ['Auth', 'Foo']) {
    expect(packagesOf(name)).toContain('@aws-sdk/credential-provider-env');
    expect(packagesOf(name)).not.toContain('@aws-sdk/credential-provider-sso');
    expect(packagesOf(name)).not.toContain('@aws-sdk/credential-provider-node');
    expect(packagesOf(name)).not.toContain('@smithy/credential-provider-imds');
    expect(packagesOf(name)).not.toContain('@aws/lambda-invoke-store');
    expect(packagesOf(name)).not.toContain('@aws-sdk/endpoint-cache');
  }
});

test.each([
  ['Auth', 265],
  ['Foo', 260],
])('the bundle of %s is under %i KB', (name, limit) => {
  expect(sizeOf(name, 'index.js')).toBeLessThan(limit * 1024);
});

test("auth ships bcryptjs, and argon2 with the one binary of its machine and nothing compiled on the developer's", () => {
  expect(filesOf('Auth').filter((file) => !file.includes('@zxcvbn-ts'))).toEqual([
    'breached-passwords.js',
    'breached-passwords.js.map',
    'change-password.js',
    'change-password.js.map',
    'change-username.js',
    'change-username.js.map',
    'check-new-password.js',
    'check-new-password.js.map',
    'client-address.js',
    'client-address.js.map',
    'cognito-verifier.js',
    'cognito-verifier.js.map',
    'delete-account.js',
    'delete-account.js.map',
    'email-address.js',
    'email-address.js.map',
    'export-account.js',
    'export-account.js.map',
    'imported-hashes.js',
    'imported-hashes.js.map',
    'index.js',
    'index.js.map',
    'limit-tokens.js',
    'limit-tokens.js.map',
    'list-places.js',
    'list-places.js.map',
    'node_modules/@phc/format/index.js',
    'node_modules/@phc/format/license',
    'node_modules/@phc/format/package.json',
    'node_modules/argon2/LICENSE',
    'node_modules/argon2/argon2.cjs',
    'node_modules/argon2/package.json',
    'node_modules/argon2/prebuilds/linux-arm64/argon2.armv8.glibc.node',
    'node_modules/bcryptjs/LICENSE',
    'node_modules/bcryptjs/package.json',
    'node_modules/bcryptjs/umd/index.js',
    'node_modules/bcryptjs/umd/package.json',
    'node_modules/node-gyp-build/LICENSE',
    'node_modules/node-gyp-build/index.js',
    'node_modules/node-gyp-build/node-gyp-build.js',
    'node_modules/node-gyp-build/package.json',
    'notices.js',
    'notices.js.map',
    'pages.js',
    'pages.js.map',
    'pages.json',
    'parse-email-address.js',
    'parse-email-address.js.map',
    'passkey-sign-up.js',
    'passkey-sign-up.js.map',
    'passkey-verification.js',
    'passkey-verification.js.map',
    'passkeys.js',
    'passkeys.js.map',
    'second-factor.js',
    'second-factor.js.map',
    'self-check.js',
    'self-check.js.map',
  ]);
});

test('auth ships the list of common passwords, and nothing else of its package', () => {
  expect(filesOf('Auth').filter((file) => file.includes('@zxcvbn-ts'))).toEqual([
    'node_modules/@zxcvbn-ts/language-common/LICENSE.txt',
    'node_modules/@zxcvbn-ts/language-common/package.json',
    'node_modules/@zxcvbn-ts/language-common/src/passwords.json',
  ]);
  const list = createRequire(path.join(folderOf('Auth'), 'index.js'))(
    '@zxcvbn-ts/language-common/src/passwords.json',
  );
  expect(list).toContain('qwertyuiop');
});

const webauthn = ['@hexagon/base64', '@levischuck/tiny-cbor', '@simplewebauthn/server'];

/** The packages of files on demand. */
const ownPackages: Readonly<Record<string, readonly string[]>> = {
  'second-factor.js.map': ['otpauth'],
  'passkey-sign-up.js.map': webauthn,
  'passkey-verification.js.map': webauthn,
};

test("auth's files on demand contain no second copy of the SDK or of zod, and three have packages of their own", () => {
  const maps = filesOf('Auth').filter((file) => /^(?!index)[\w-]+\.js\.map$/.test(file));
  expect(maps).toContain('email-address.js.map');
  for (const map of maps) {
    const found = [...new Set(packagesOf('Auth', map))].sort();
    expect([map, found]).toEqual([map, ownPackages[map] ?? []]);
  }
  expect(packagesOf('Auth')).not.toContain('otpauth');
});

// Lambda downloads all of it, and a request loads only the files that it needs
test("auth's asset is under 2.5 MB", () => {
  const total = filesOf('Auth').reduce((sum, file) => sum + sizeOf('Auth', file), 0);
  expect(total).toBeLessThan(2.5 * 1024 * 1024);
});

test('the binary is for 64-bit ARM', () => {
  const binary = readFileSync(
    path.join(folderOf('Auth'), 'node_modules/argon2/prebuilds/linux-arm64/argon2.armv8.glibc.node'),
  );
  expect(binary.subarray(0, 5)).toEqual(Buffer.from('\x7fELF\x02', 'latin1'));
  // the field e_machine of the ELF header is EM_AARCH64
  expect(binary.readUInt16LE(18)).toBe(0xb7);
});

test.each([
  ['arm64', 'linux-arm64/argon2.armv8.glibc.node'],
  ['x64', 'linux-x64/argon2.glibc.node'],
])('argon2 for %s runs with the glibc of Lambda', (_, file) => {
  const folder = path.dirname(require.resolve('argon2/package.json'));
  const symbols = readFileSync(path.join(folder, 'prebuilds', file), 'latin1').matchAll(/GLIBC_2\.(\d+)/g);
  const minors = [...symbols].map(([, minor]) => Number(minor));
  expect(minors.length).toBeGreaterThan(0);
  // nodejs24.x runs on Amazon Linux 2023, which has glibc 2.34: https://docs.aws.amazon.com/linux/al2023/ug/core-glibc.html
  expect(Math.max(...minors)).toBeLessThanOrEqual(34);
});

test('argon2 next to the bundle hashes, with a binary for this machine', async () => {
  const before = process.env.ARGON2_PREBUILD;
  process.env.ARGON2_PREBUILD = path.dirname(require.resolve('argon2/package.json'));
  try {
    const argon2 = createRequire(path.join(folderOf('Auth'), 'index.js'))('argon2');
    const hash = await argon2.hash('a phrase', { memoryCost: 64, timeCost: 1, parallelism: 1 });
    expect(await argon2.verify(hash, 'a phrase')).toBe(true);
    expect(await argon2.verify(hash, 'another')).toBe(false);
  } finally {
    if (before === undefined) delete process.env.ARGON2_PREBUILD;
    else process.env.ARGON2_PREBUILD = before;
  }
});

test('bcryptjs next to the bundle verifies', async () => {
  const bcrypt = createRequire(path.join(folderOf('Auth'), 'index.js'))('bcryptjs');
  // the first test vector of crypt_blowfish: https://www.openwall.com/crypt/
  const hash = '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW';
  expect(await bcrypt.compare('U*U', hash)).toBe(true);
  expect(await bcrypt.compare('U*V', hash)).toBe(false);
});
