import { cpuOfCommand } from '../../../bench/measure/cpu-of-command';

const burn = 'while (process.cpuUsage().user < 200_000);';

test('the time of the command and of its own processes is summed up', async () => {
  const program = `require('node:child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(burn)}]); ${burn}`;
  expect(await cpuOfCommand([process.execPath, '-e', program], __dirname)).toBeGreaterThanOrEqual(0.4);
});

test('a command is given its environment, and one that fails has no time', async () => {
  const program = 'process.exit(process.env.OUTCOME)';
  await expect(cpuOfCommand([process.execPath, '-e', program], __dirname, { OUTCOME: '3' })).rejects.toThrow(
    'ended with 3',
  );
});
