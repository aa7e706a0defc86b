import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FunctionDefinition, LocalApp } from '../../../local/template/model';
import { isEquivalentApp } from '../../../local/watch/is-equivalent-app';

const app: LocalApp = {
  region: 'eu-west-1',
  accountId: '123456789012',
  apis: [],
  functions: [],
  tables: [],
  keys: [],
  notRun: [],
};
const withFunction = (fn: object): LocalApp => ({ ...app, functions: [fn as FunctionDefinition] });

test('apps differ in any of their members', () => {
  expect(isEquivalentApp(app, { ...app })).toBe(true);
  expect(isEquivalentApp(app, { ...app, region: 'eu-west-2' })).toBe(false);
  expect(
    isEquivalentApp(
      withFunction({ codePath: '/asset.1', memoryMb: 128 }),
      withFunction({ codePath: '/asset.1', memoryMb: 256 }),
    ),
  ).toBe(false);
});

test('code counts only if it is not watched', () => {
  const built = { esbuild: { entryPoints: ['a.ts'] } };
  const [one, other] = [{ codePath: '/x/asset.1' }, { codePath: '/y/asset.2' }];
  expect(isEquivalentApp(withFunction({ ...built, ...one }), withFunction({ ...built, ...other }))).toBe(
    true,
  );
  expect(isEquivalentApp(withFunction(one), withFunction(other))).toBe(false);
  expect(isEquivalentApp(withFunction(one), withFunction({ codePath: '/y/asset.1' }))).toBe(true);
});

test('other files of a watched function count, and those that esbuild builds do not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'says-the-same-'));
  let assets = 0;
  const asset = (files: Record<string, string>) => {
    assets += 1;
    const codePath = join(folder, `asset.${assets}`);
    mkdirSync(codePath);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(codePath, name), text);
    return withFunction({ codePath, esbuild: { entryPoints: ['a.ts'], outfile: 'index.js' } });
  };
  const first = asset({ 'index.js': 'old', 'index.js.map': 'old', 'routes.json': '{}' });
  const rebuilt = asset({ 'index.js': 'new', 'index.js.map': 'new', 'routes.json': '{}' });
  expect(isEquivalentApp(first, rebuilt)).toBe(true);
  expect(isEquivalentApp(first, asset({ 'index.js': 'old', 'routes.json': '[]' }))).toBe(false);
  expect(isEquivalentApp(first, asset({ 'index.js': 'old' }))).toBe(false);
  rmSync(folder, { recursive: true, force: true });
});

test('inline code counts by its text', () => {
  const folder = mkdtempSync(join(tmpdir(), 'says-the-same-'));
  const write = (name: string, code: string) => {
    mkdirSync(join(folder, name, 'Fn'), { recursive: true });
    writeFileSync(join(folder, name, 'Fn', 'index.js'), code);
    return withFunction({ codePath: join(folder, name, 'Fn') });
  };
  const first = write('1', 'old');
  expect(isEquivalentApp(first, write('2', 'old'))).toBe(true);
  expect(isEquivalentApp(first, write('3', 'new'))).toBe(false);
  rmSync(folder, { recursive: true, force: true });
});
