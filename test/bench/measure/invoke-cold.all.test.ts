import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { invokeCold } from '../../../bench/measure/invoke-cold';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'invoke-cold-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function makeBundle(handler: string): string {
  const file = join(folder, 'index.js');
  writeFileSync(file, `exports.handler = ${handler};`);
  return file;
}

test('a new process loads the bundle, answers the event and reports the times', async () => {
  const file = makeBundle("async ({ name }) => ['Hello', name, process.env.PLACE]");
  const run = await invokeCold({ file, event: { name: 'Ada' }, environment: { PLACE: 'here' } });
  expect(run.answer).toEqual({ value: ['Hello', 'Ada', 'here'] });
  expect(run.files).toContain(file);
  expect(run.coldCpuMs).toBeGreaterThan(0);
});

test('an error of the handler becomes its answer', async () => {
  const file = makeBundle("async () => { throw new Error('No.'); }");
  expect((await invokeCold({ file, event: {}, environment: {} })).answer).toEqual({ error: 'No.' });
});

test('writes a CPU profile only if a folder is given', async () => {
  const file = makeBundle('async () => 1');
  const profile = join(folder, 'profiles');
  await invokeCold({ file, event: {}, environment: {}, profile });
  expect(readdirSync(profile)).toEqual([expect.stringMatching(/\.cpuprofile$/)]);
});
