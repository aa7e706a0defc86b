import { cpuOfCommand } from '../../../bench/measure/cpu-of-command';

/** Uses 0.1 s of CPU time. */
const burn =
  'for (let used = 0; used < 100_000; ) { const { user, system } = process.cpuUsage(); used = user + system; }';

test('adds the time of the command and of its child processes', async () => {
  const program = `require('node:child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(burn)}]); ${burn}`;
  expect(await cpuOfCommand([process.execPath, '-e', program], __dirname)).toBeGreaterThanOrEqual(0.2);
});

test('passes the environment, and rejects a command that fails', async () => {
  const program = 'process.exit(process.env.OUTCOME)';
  await expect(cpuOfCommand([process.execPath, '-e', program], __dirname, { OUTCOME: '3' })).rejects.toThrow(
    'ended with 3',
  );
});
