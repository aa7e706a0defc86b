import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createFunctions } from '../../../local/functions/functions';
import { findNativeModules, listNativeModules } from '../../../local/functions/native-modules';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'native-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

test('points node-gyp-build at the project’s own package', () => {
  write({
    'asset/node_modules/fast-hash/package.json': '{"dependencies":{"node-gyp-build":"4"}}',
    'asset/node_modules/fast-hash/prebuilds/other/x.node': '',
    'asset/node_modules/plain/package.json': '{}',
    'project/node_modules/fast-hash/package.json': '{}',
  });
  const installed = join(folder, 'project/node_modules/fast-hash');
  expect(findNativeModules(join(folder, 'asset'), join(folder, 'project'))).toEqual({
    environment: { FAST_HASH_PREBUILD: installed },
    redirects: {},
    found: [{ name: 'fast-hash', folder: installed, replaced: true }],
  });
});

test('does not replace a package that the project has not installed', () => {
  write({ 'asset/node_modules/@own/hash/build/x.node': '' });
  expect(findNativeModules(join(folder, 'asset'), join(folder, 'project'))).toEqual({
    environment: {},
    redirects: {},
    found: [{ name: '@own/hash', folder: join(folder, 'asset/node_modules/@own/hash'), replaced: false }],
  });
});

test('a package that loads its native code by other means is loaded completely from the project', async () => {
  write({
    'asset/index.js':
      'exports.handler = async () => [require("bare"), require("bare/part"), require("./near")]',
    'asset/near.js': 'module.exports = "near"',
    'asset/node_modules/bare/package.json': '{}',
    'asset/node_modules/bare/index.js': 'module.exports = "asset"',
    'asset/node_modules/bare/x.node': '',
    'project/node_modules/bare/package.json': '{}',
    'project/node_modules/bare/index.js': 'module.exports = "installed"',
    'project/node_modules/bare/part.js': 'module.exports = "installed part"',
  });
  const functions = await createFunctions({
    definitions: [
      {
        logicalId: 'F',
        name: 'f',
        arn: 'arn:f',
        codePath: join(folder, 'asset'),
        handler: 'index.handler',
        environment: {},
        timeoutSeconds: 5,
        memoryMb: 128,
        rolePolicies: [],
        roleArn: 'arn:role',
        permissions: [],
      },
    ],
    region: 'eu-west-1',
    endpoint: 'http://127.0.0.1:1',
    credentialsOf: () => ({ accessKeyId: 'K', secretAccessKey: 'S', sessionToken: 'T' }),
    project: join(folder, 'project'),
    onLog: () => {},
  });
  const result = await functions.invoke('arn:f', {});
  await functions.close();
  expect(result).toEqual({
    kind: 'returned',
    payload: '["installed","installed part","near"]',
  });
});

test('a module of several functions is listed once', () => {
  write({ 'asset/node_modules/bare/x.node': '', 'other/node_modules/bare/x.node': '' });
  const folders = ['asset', 'asset', 'other'].map((name) => join(folder, name));
  const list = (project: string) =>
    listNativeModules(
      folders.map((codePath) => ({ codePath })),
      join(folder, project),
    );
  expect(list('empty').map((module) => module.folder)).toEqual(
    ['asset', 'other'].map((name) => join(folder, name, 'node_modules/bare')),
  );
  write({ 'project/node_modules/bare/package.json': '{}' });
  expect(list('project').map((module) => module.folder)).toEqual([join(folder, 'project/node_modules/bare')]);
});
