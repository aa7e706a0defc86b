import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectToTable } from '../../bin/connect-to-table';

const DEPLOYED = { table: 'users', 'log-group': 'the-log', reason: 'T-1' };
const former = process.env.AWS_REGION;
beforeEach(() => {
  process.env.AWS_REGION = 'eu-west-1';
});
afterEach(() => {
  if (former === undefined) delete process.env.AWS_REGION;
  else process.env.AWS_REGION = former;
});

test('an error of a deployed table names the table, the region and what to do', async () => {
  const missing = Object.assign(new Error('Requested resource not found'), {
    name: 'ResourceNotFoundException',
  });
  const attempt = connectToTable(DEPLOYED, () => Promise.reject(missing));
  await expect(attempt).rejects.toThrow('The table users does not exist in eu-west-1');
});

test("a command's own error is unchanged", async () => {
  const own = new Error('No such user');
  await expect(connectToTable(DEPLOYED, () => Promise.reject(own))).rejects.toBe(own);
});

test('a deployed table together with a local run is rejected', async () => {
  const attempt = connectToTable({ table: 'users', port: '3000' }, async () => undefined);
  await expect(attempt).rejects.toThrow('Both --table and --port are given');
});

test.each([
  [{ ...DEPLOYED, reason: undefined }, 'No reason is given'],
  [{ ...DEPLOYED, reason: ' ' }, '--reason takes one line'],
  [{ ...DEPLOYED, 'log-group': undefined }, 'No log group is given'],
  [{ 'log-group': 'the-log' }, '--log-group is given without --table'],
  [{ reason: 'two\nlines' }, '--reason takes one line'],
])('%j is rejected before any call', async (choice, text) => {
  const run = jest.fn();
  await expect(connectToTable(choice, run)).rejects.toThrow(text);
  expect(run).not.toHaveBeenCalled();
});

/** Runs a callback in a project that has one local run. */
async function withLocalRun<Result>(act: () => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'connect-test-'));
  const endpoints = join(folder, '.local', 'endpoints');
  mkdirSync(endpoints, { recursive: true });
  const run = {
    pid: process.pid,
    origins: ['http://localhost:3000'],
    endpoint: 'http://127.0.0.1:1',
    accessKeyId: 'key',
    secretAccessKey: 'secret',
    aheadSeconds: 3_600,
    tables: { Table: 'users' },
  };
  writeFileSync(join(endpoints, `${process.pid}.json`), JSON.stringify(run));
  const former = process.cwd();
  process.chdir(folder);
  try {
    return await act();
  } finally {
    process.chdir(former);
    rmSync(folder, { recursive: true });
  }
}

test('the time is that of the local run, or this machine’s for a deployed table', async () => {
  const machine = jest.spyOn(Date, 'now').mockReturnValue(Date.UTC(2027, 0, 1));
  try {
    await withLocalRun(async () => {
      expect(await connectToTable({}, async ({ now }) => now())).toBe(Date.UTC(2027, 0, 1, 1));
      expect(await connectToTable(DEPLOYED, async ({ now }) => now())).toBe(Date.UTC(2027, 0, 1));
    });
  } finally {
    machine.mockRestore();
  }
});

test('a refused connection is reported as the end of the local run', async () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });
  const wrapped = new Error('The client failed', { cause: refused });
  await withLocalRun(() =>
    expect(connectToTable({}, () => Promise.reject(wrapped))).rejects.toThrow(
      'The local run has ended: start it with npm start',
    ),
  );
});
