/** Transfer tools that neither wait nor show progress. */
import type { TransferTools } from '../../../bin/transfer/transfer-tools';

/** Creates tools that interrupt the transfer before the step with the given number. */
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
