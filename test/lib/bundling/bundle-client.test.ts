import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundleClient } from '../../../lib/bundling/bundle-client';

const folder = mkdtempSync(join(tmpdir(), 'latchkey-client-'));
const { exports } = JSON.parse(
  readFileSync(join(__dirname, '..', '..', '..', 'client', 'package.json'), 'utf8'),
);
let names: string[];

beforeAll(async () => {
  names = Object.keys(await bundleClient(folder));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('everything that the package exports is built', () => {
  const entries = Object.values(exports as Record<string, { default?: string }>);
  const built = entries.flatMap((entry) => entry.default?.replace('./dist/', '') ?? []);
  expect(built.length).toBeGreaterThan(0);
  expect(names).toEqual(expect.arrayContaining(built));
});

test('the licenses of the project and of the bundled packages are included', () => {
  const text = readFileSync(join(folder, 'LICENSE'), 'utf8');
  const packages = ['openapi-fetch/LICENSE', '@simplewebauthn/browser/LICENSE.md'];
  for (const file of ['LICENSE', ...packages.map((name) => `node_modules/${name}`)]) {
    expect(text).toContain(readFileSync(join(__dirname, '..', '..', '..', file), 'utf8').trim());
  }
});

test('all modules without passkeys and redirects together are under 8 KB gzipped', () => {
  expect(sizeOf(coreModules())).toBeLessThan(8 * 1024);
  expect(sizeOf(coreModules())).toBeGreaterThan(0);
});

test('both READMEs name the size of these modules, rounded to half a KB, and the client’s names those of passkeys and redirects', () => {
  const core = coreModules();
  for (const readme of ['README.md', 'client/README.md']) {
    expect(readText(readme)).toContain(`${roundToHalf(sizeOf(core))} KB gzipped`);
  }
  const sizeOfAdded = (...entries: string[]) =>
    roundToHalf(sizeOf(loadedBy(entries).filter((name) => !core.includes(name))));
  expect(readText('client/README.md')).toContain(`another ${sizeOfAdded('passkeys.js')} KB`);
  expect(readText('client/README.md')).toContain(`another ${sizeOfAdded('redirect.js')} KB`);
});

test('a page without passkeys loads nothing of them', () => {
  const code = coreModules().map((name) => readFileSync(join(folder, name), 'utf8'));
  expect(code.join('')).not.toMatch(/WebAuthn|PublicKeyCredential|PasskeyError/);
  expect(loadedBy(['passkeys.js']).join()).not.toContain('create-client.js');
  const passkeys = loadedBy(['passkeys.js']).map((name) => readFileSync(join(folder, name), 'utf8'));
  expect(passkeys.join('')).toMatch(/PublicKeyCredential/);
});

test('it loads only its own files', () => {
  const imports = names.flatMap(importsOf);
  expect(imports.length).toBeGreaterThan(0);
  expect(imports.filter((from) => !from?.startsWith('./'))).toEqual([]);
});

function importsOf(name: string): readonly string[] {
  const code = readFileSync(join(folder, name), 'utf8');
  return [...code.matchAll(/(?:from|import)\s*"([^"]+)"/g)].flatMap(([, from = '']) => from);
}

/** Returns modules, and all that they load. */
function loadedBy(modules: readonly string[]): readonly string[] {
  const loaded = new Set<string>(modules);
  // a set visits what is added meanwhile
  for (const name of loaded) for (const from of importsOf(name)) loaded.add(from.replace('./', ''));
  return [...loaded];
}

function coreModules(): readonly string[] {
  const entries = names.filter((name) => !/^(chunk-|passkey|redirect)/.test(name));
  return loadedBy(entries);
}

function sizeOf(modules: readonly string[]): number {
  return gzipSync(Buffer.concat(modules.map((name) => readFileSync(join(folder, name))))).length;
}

/** Rounds bytes up to half a KB. */
function roundToHalf(bytes: number): number {
  return Math.ceil((bytes / 1024) * 2) / 2;
}

function readText(path: string): string {
  return readFileSync(join(__dirname, '..', '..', '..', path), 'utf8');
}
