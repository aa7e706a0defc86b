import { untilAborted } from '../../../client/src/until-aborted';

const never = new Promise<never>(() => {});

test('returns the result, or throws its error', async () => {
  const { signal } = new AbortController();
  expect(await untilAborted(signal, Promise.resolve(1))).toBe(1);
  await expect(untilAborted(signal, Promise.reject(new Error('failed')))).rejects.toThrow('failed');
});

test('throws the reason of an aborted signal, before or during the wait', async () => {
  const controller = new AbortController();
  const waiting = untilAborted(controller.signal, never);
  controller.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  await expect(untilAborted(controller.signal, never)).rejects.toThrow('enough');
});
