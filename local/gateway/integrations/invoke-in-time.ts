/** Waits for a function as long as API Gateway does. */
import type { InvokeResult } from '../../functions/invoke';

/**
 * Gives up by itself; the function may run on.
 * @param onLate makes the error of a function that has not answered in time
 */
export async function invokeInTime(
  result: Promise<InvokeResult>,
  timeoutMs: number,
  onLate: () => Error,
): Promise<InvokeResult> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(onLate()), timeoutMs);
  });
  try {
    return await Promise.race([result, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
