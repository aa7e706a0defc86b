/** Remembers why functions failed a request, by the `reason` in the JSON lines that they log. */
import type { FunctionLog } from '../functions/function-log';

/** Reasons by the request id of an invocation. */
export interface LogReasons {
  /** Takes notice of what a function wrote, which comes before its answer. */
  note(log: Pick<FunctionLog, 'requestId' | 'text'>): void;
  /** The reason that was logged last. */
  of(requestId: string | undefined): string | undefined;
}

/** @param size how many are remembered */
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
      // most of what functions write is no JSON
    }
  }
  return undefined;
}
