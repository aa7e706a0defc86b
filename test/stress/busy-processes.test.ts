import { startBusyProcesses } from './busy-processes';

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('busy processes live until they are ended, each by its pid', async () => {
  const busy = startBusyProcesses(2);
  expect(new Set(busy.pids).size).toBe(2);
  expect(busy.pids.map(isAlive)).toEqual([true, true]);
  await busy.end();
  expect(busy.pids.map(isAlive)).toEqual([false, false]);
});
