/** Waits for a function as long as API Gateway does. */
import type { InvokeResult } from '../../functions/invoke';

/**
 * Waits for a result until the timeout. The function is not stopped.
 * @param onLate creates the error that is thrown after the timeout
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
