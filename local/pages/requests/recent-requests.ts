/** Remembers the latest requests of a run, and what their authorizers logged as the reason of a refusal. */
import type { FunctionLog } from '../../functions/function-log';
import type { RequestTrace } from '../../gateway/http/messages';

/** One request. */
export interface RecentRequest {
  /** When it was answered; epoch milliseconds. */
  readonly at: number;
  /** Where it came to, such as `http://localhost:3000`. */
  readonly origin: string;
  readonly trace: RequestTrace;
  /** The `reason` in a JSON line that the authorizer wrote about it. @default - it wrote none */
  readonly logged?: string;
}

/** The latest requests. */
export interface RecentRequests {
  add(request: RecentRequest): void;
  /** Takes notice of what a function wrote, which may come before the request is answered or after. */
  note(log: FunctionLog): void;
  /** The latest one first. */
  list(): readonly RecentRequest[];
}

/** @param size how many are remembered */
export function createRecentRequests(size = 100): RecentRequests {
  const requests: RecentRequest[] = [];
  const reasons = new Map<string, string>();
  return {
    add(request) {
      requests.unshift(request);
      requests.length = Math.min(requests.length, size);
    },
    note({ requestId, text }) {
      const reason = requestId === undefined ? undefined : findReason(text);
      if (requestId === undefined || reason === undefined) return;
      reasons.set(requestId, reason);
      const [oldest] = reasons.keys();
      if (reasons.size > size && oldest !== undefined) reasons.delete(oldest);
    },
    list: () =>
      requests.map((request) => {
        const logged = reasons.get(request.trace.authorizerRequestId ?? '');
        return logged === undefined ? request : { ...request, logged };
      }),
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
