/** Stores why functions failed a request, from the `reason` in their JSON log lines. */
import type { FunctionLog } from '../functions/function-log';

/** Reasons by the request id of an invocation. */
export interface LogReasons {
  /** Reads the output of a function, which arrives before its response. */
  note(log: Pick<FunctionLog, 'requestId' | 'text'>): void;
  /** Returns the latest logged reason. */
  of(requestId: string | undefined): string | undefined;
}

/** @param size the maximum number of reasons */
export function createLogReasons(size = 100): LogReasons {
  const reasons = new Map<string, string>();
  return {
    note({ requestId, text }) {
      const reason = requestId === undefined ? undefined : findReason(text);
      if (requestId === undefined || reason === undefined) return;
      reasons.set(requestId, reason);
      const [oldest] = reasons.keys();
      if (reasons.size > size && oldest !== undefined) reasons.delete(oldest);
    },
    of: (requestId) => (requestId === undefined ? undefined : reasons.get(requestId)),
  };
}

function findReason(text: string): string | undefined {
  if (!text.includes('"reason"')) return undefined;
  for (const line of text.split('\n')) {
    try {
      const { reason } = JSON.parse(line);
      if (typeof reason === 'string') return reason;
    } catch {
      // Most output of functions is not JSON.
    }
  }
  return undefined;
}
