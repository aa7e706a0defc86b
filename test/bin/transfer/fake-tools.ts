/** Tools of a transfer that wait for nothing and show nothing. */
import type { TransferTools } from '../../../bin/transfer/transfer-tools';

/** Makes tools; the transfer is interrupted before its step of that number. */
export function createFakeTools(interruptedAt = Number.POSITIVE_INFINITY): TransferTools {
  let steps = 0;
  return {
    pace: async () => {},
    sleep: async () => {},
    display: { show: () => {}, end: () => {} },
    isInterrupted: () => {
      steps += 1;
      return steps >= interruptedAt;
    },
  };
}
