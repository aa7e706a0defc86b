import { untilAborted } from '../../../client/src/until-aborted';

const never = new Promise<never>(() => {});

test('gives what it waits for, or throws why that failed', async () => {
  const { signal } = new AbortController();
  expect(await untilAborted(signal, Promise.resolve(1))).toBe(1);
  await expect(untilAborted(signal, Promise.reject(new Error('failed')))).rejects.toThrow('failed');
});

test('throws the reason of a signal that is aborted, before or meanwhile', async () => {
  const controller = new AbortController();
  const waiting = untilAborted(controller.signal, never);
  controller.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  await expect(untilAborted(controller.signal, never)).rejects.toThrow('enough');
});
