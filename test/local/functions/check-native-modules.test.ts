import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkNativeModules } from '../../../local/functions/check-native-modules';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-native-test-'));
  writeFileSync(join(folder, 'package.json'), '{}');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('each build that crashes its process is reported in one line with a solution', async () => {
  writeFileSync(join(folder, 'index.js'), 'process.kill(process.pid, "SIGSEGV")');
  const problems = await checkNativeModules([
    { name: 'm', folder, replaced: true },
    { name: 'n', folder, replaced: false },
  ]);
  expect(problems).toEqual([
    expect.stringMatching(
      /^The installed native module m does not load on Node v\S+ on \S+\. Run: npm rebuild m$/,
    ),
    expect.stringMatching(/^An asset holds the native module n, .* Run: npm install n$/),
  ]);
});

test('a build that loads is not reported', async () => {
  writeFileSync(join(folder, 'index.js'), '');
  expect(await checkNativeModules([{ name: 'm', folder, replaced: true }])).toEqual([]);
});
