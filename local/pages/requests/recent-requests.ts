/** Stores the latest requests of a run and the failures of their functions. */
import type { FunctionLog } from '../../functions/function-log';
import type { RequestTrace } from '../../gateway/http/messages';

/** One request. */
export interface RecentRequest {
  /** The time of the response, in epoch milliseconds. */
  readonly at: number;
  /** The origin that received it, such as `http://localhost:3000`. */
  readonly origin: string;
  readonly trace: RequestTrace;
  /** The failure of the authorizer or the function, as the terminal shows it. @default - neither failed */
  readonly failure?: string;
}

/** The latest requests. */
export interface RecentRequests {
  add(request: RecentRequest): void;
  /** Stores a failure for its request. The request can be added before or after it. */
  note(log: FunctionLog): void;
  /** Returns the requests, the latest one first. */
  list(): readonly RecentRequest[];
}

/** @param size the maximum number of requests */
export function createRecentRequests(size = 100): RecentRequests {
  const requests: RecentRequest[] = [];
  const failures = new Map<string, string>();
  return {
    add(request) {
      requests.unshift(request);
      requests.length = Math.min(requests.length, size);
    },
    note({ requestId, kind, text }) {
      if (requestId === undefined || kind !== 'error') return;
      const earlier = failures.get(requestId);
      failures.set(requestId, earlier === undefined ? text : `${earlier}\n${text}`);
      const [oldest] = failures.keys();
      if (failures.size > size && oldest !== undefined) failures.delete(oldest);
    },
    list: () =>
      requests.map((request) => {
        const { authorizerRequestId = '', functionRequestId = '' } = request.trace;
        const failure = failures.get(functionRequestId) ?? failures.get(authorizerRequestId);
        return failure === undefined ? request : { ...request, failure };
      }),
  };
}
