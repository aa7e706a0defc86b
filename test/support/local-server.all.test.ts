/** The start of the server of a test run. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from './synthesize';
import { typescriptOptions } from './typescript-process';

test('a server that ends before it is ready fails the process that starts it, with its output', () => {
  // like the global setup of Jest, this process has nothing else to wait for
  const program = `
    const { startLocalServer } = require(${JSON.stringify(join(__dirname, 'local-server.ts'))});
    startLocalServer({ assembly: '/no-assembly' });`;
  const { status, stderr } = spawnSync(process.execPath, [...typescriptOptions, '--eval', program], {
    cwd: projectRoot,
    encoding: 'utf8',
  });
  expect(stderr).toMatch(/The local run ended before it was ready\. It printed:\n.*\/no-assembly/s);
  expect(status).toBe(1);
});
