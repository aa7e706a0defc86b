import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { endRuns, run } from './run-function';

afterEach(() => endRuns());

const returned = (value: unknown) => ({ kind: 'returned', payload: JSON.stringify(value) });

test('calls that wait for one another all run, each in an instance of its own', async () => {
  const together = 8;
  const arrived: (() => void)[] = [];
  const server = createServer((_request, response) => {
    arrived.push(() => response.end());
    if (arrived.length === together) for (const answer of arrived) answer();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { call } = await run(
    `exports.handler = () => new Promise((resolve, reject) => {
       require('node:http').get('http://127.0.0.1:${port}', (response) => response.resume().on('end', () => resolve('done'))).on('error', reject);
     });`,
    { timeoutSeconds: 20 },
  );
  const results = await Promise.all(Array.from({ length: together }, () => call({})));
  expect(results).toEqual(Array(together).fill(returned('done')));
  await new Promise((resolve) => server.close(resolve));
});

test('calls that hang hold up no other', async () => {
  const { call } = await run(
    `exports.handler = ({ hangs }) => (hangs ? new Promise(() => {}) : Promise.resolve('done'));`,
    // beyond the test's own time, so that nobody is freed by a time-out
    { timeoutSeconds: 60 },
  );
  // once it is known to be quick, calls queue in the instances
  expect(await call({})).toEqual(returned('done'));
  for (let n = 0; n < 5; n += 1) void call({ hangs: true });
  expect(await Promise.all([call({}), call({})])).toEqual([returned('done'), returned('done')]);
});

test('no more instances than allowed are started, however long calls take', async () => {
  const { call } = await run(
    `const id = Math.random();
     exports.handler = () => new Promise((resolve) => setTimeout(resolve, 400, id));`,
    { maxInstances: 1, timeoutSeconds: 20 },
  );
  const results = await Promise.all([call({}), call({}), call({})]);
  expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
});
