import { createLocalLock, createSharedLock } from '../../../client/src/lock';

describe('a local lock', () => {
  test('runs one task at a time, in their order', async () => {
    const lock = createLocalLock();
    const steps: string[] = [];
    const task = (name: string) => async () => {
      steps.push(`${name} begins`);
      await Promise.resolve();
      steps.push(`${name} ends`);
      return name;
    };
    expect(await Promise.all([lock(task('one')), lock(task('two'))])).toEqual(['one', 'two']);
    expect(steps).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
  });

  test('is free again after a task that failed', async () => {
    const lock = createLocalLock();
    await expect(lock(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(await lock(async () => 1)).toBe(1);
  });
});

test('a shared lock is the Web Lock of its name', async () => {
  const names: string[] = [];
  const request = <Result>(name: string, task: () => Promise<Result>) => {
    names.push(name);
    return task();
  };
  expect(await createSharedLock({ request }, 'session')(async () => 1)).toBe(1);
  expect(names).toEqual(['session']);
});
