import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holdsBuild, writeBuild } from '../../../local/watch/write-build';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'write-build-'));
  mkdirSync(join(folder, 'asset', 'node_modules', 'native'), { recursive: true });
  writeFileSync(join(folder, 'asset', 'node_modules', 'native', 'native.node'), 'binary');
  writeFileSync(join(folder, 'asset', 'index.js'), 'old');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const files = (code: string, map = '{}') =>
  new Map([
    ['index.js', Buffer.from(code)],
    ['index.js.map', Buffer.from(map)],
  ]);
const read = (path: string) => readFileSync(join(folder, path), 'utf8');

test('a build is written next to the native modules of its asset, and the asset does not change', () => {
  writeBuild(join(folder, 'build', 'fn.1'), files('new'), join(folder, 'asset'));
  expect(read('build/fn.1/index.js')).toBe('new');
  expect(read('build/fn.1/node_modules/native/native.node')).toBe('binary');
  expect(read('asset/index.js')).toBe('old');
});

test('a file in a folder replaces the one of the asset', () => {
  mkdirSync(join(folder, 'asset', 'on'));
  writeFileSync(join(folder, 'asset', 'on', 'demand.js'), 'old');
  writeBuild(join(folder, 'build'), new Map([['on/demand.js', Buffer.from('new')]]), join(folder, 'asset'));
  expect(read('build/on/demand.js')).toBe('new');
  expect(read('build/index.js')).toBe('old');
});

test('checks by the code whether a folder contains a build', () => {
  const asset = join(folder, 'asset');
  expect(holdsBuild(asset, files('old', '{"sources":[]}'))).toBe(true);
  expect(holdsBuild(asset, files('new'))).toBe(false);
  expect(holdsBuild(join(folder, 'none'), files('old'))).toBe(false);
});
