import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findLocalRun } from '../../bin/find-local-run';

const former = process.cwd();
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'find-local-run-'));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(former);
  rmSync(folder, { recursive: true });
});

/** Writes the file of a run. */
function pretendRun(pid: number, port: number): void {
  const endpoints = join(folder, '.local', 'endpoints');
  mkdirSync(endpoints, { recursive: true });
  const run = { pid, origins: [`http://localhost:${port}`] };
  writeFileSync(join(endpoints, `${pid}.json`), JSON.stringify(run));
}

const NONE = /^No local run found: start it with npm start, or use --table for a deployed table$/;

test('no run is found without a run, or if its process has ended', () => {
  expect(() => findLocalRun(undefined)).toThrow(NONE);
  pretendRun(spawnSync('true').pid, 3000);
  expect(() => findLocalRun(undefined)).toThrow(NONE);
});

test('the only running one is found', () => {
  pretendRun(process.pid, 3000);
  expect(findLocalRun(undefined)).toMatchObject({ pid: process.pid });
});

test('one of several is selected by its port', () => {
  pretendRun(process.pid, 3000);
  pretendRun(process.ppid, 3001);
  expect(() => findLocalRun(undefined)).toThrow(/^Several local runs are running: choose one with --port N$/);
  expect(findLocalRun('3001')).toMatchObject({ pid: process.ppid });
  expect(() => findLocalRun('3002')).toThrow(/^No local run found on port 3002: /);
});
