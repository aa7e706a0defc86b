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
  for (const file of ['LICENSE', 'node_modules/openapi-fetch/LICENSE']) {
    expect(text).toContain(readFileSync(join(__dirname, '..', '..', '..', file), 'utf8').trim());
  }
});

test('all modules together are under 8 KB gzipped', () => {
  const code = Buffer.concat(names.map((name) => readFileSync(join(folder, name))));
  expect(gzipSync(code).length).toBeLessThan(8 * 1024);
  expect(code.length).toBeGreaterThan(0);
});

test('both READMEs name the size of all modules, rounded to half a KB', () => {
  const code = Buffer.concat(names.map((name) => readFileSync(join(folder, name))));
  const size = Math.ceil((gzipSync(code).length / 1024) * 2) / 2;
  for (const readme of ['README.md', 'client/README.md']) {
    const text = readFileSync(join(__dirname, '..', '..', '..', readme), 'utf8');
    expect(text).toContain(`${size} KB gzipped`);
  }
});

test('it loads only its own files', () => {
  const imports = names.flatMap((name) =>
    [...readFileSync(join(folder, name), 'utf8').matchAll(/(?:from|import)\s*"([^"]+)"/g)].map(
      ([, from]) => from,
    ),
  );
  expect(imports.length).toBeGreaterThan(0);
  expect(imports.filter((from) => !from?.startsWith('./'))).toEqual([]);
});
