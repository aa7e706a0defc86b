import { cpuOfCommand } from '../../../bench/measure/cpu-of-command';

const burn = 'while (process.cpuUsage().user < 200_000);';

test('adds the time of the command and of its child processes', async () => {
  const program = `require('node:child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(burn)}]); ${burn}`;
  expect(await cpuOfCommand([process.execPath, '-e', program], __dirname)).toBeGreaterThanOrEqual(0.4);
});

test('passes the environment, and rejects a command that fails', async () => {
  const program = 'process.exit(process.env.OUTCOME)';
  await expect(cpuOfCommand([process.execPath, '-e', program], __dirname, { OUTCOME: '3' })).rejects.toThrow(
    'ended with 3',
  );
});
