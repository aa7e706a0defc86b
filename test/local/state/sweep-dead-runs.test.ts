import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sweepDeadRuns } from '../../../local/state/sweep-dead-runs';

test('removes the files of killed runs, and no files of running ones or of other programs', () => {
  const root = mkdtempSync(join(tmpdir(), 'sweep-test-'));
  const endpoints = join(root, 'endpoints');
  const { pid: dead } = spawnSync(process.execPath, ['-e', '']);
  const alive = process.pid;
  for (const folder of [`cdk.out.${dead}`, `cdk.out.${alive}`, 'cdk.out.old', 'dev']) {
    mkdirSync(join(root, folder, 'inner'), { recursive: true });
  }
  mkdirSync(endpoints);
  for (const file of [`${dead}.json`, `${dead}.json.tmp`, `${alive}.json`, 'notes.json']) {
    writeFileSync(join(endpoints, file), '{}');
  }
  sweepDeadRuns({ root, endpoints });
  expect(readdirSync(root).sort()).toEqual([`cdk.out.${alive}`, 'cdk.out.old', 'dev', 'endpoints']);
  expect(readdirSync(endpoints).sort()).toEqual([`${alive}.json`, 'notes.json'].sort());
  rmSync(root, { recursive: true });
});
