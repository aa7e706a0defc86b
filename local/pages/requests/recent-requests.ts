/** Remembers the latest requests of a run. */
import type { RequestTrace } from '../../gateway/http/messages';

/** One request. */
export interface RecentRequest {
  /** When it was answered; epoch milliseconds. */
  readonly at: number;
  /** Where it came to, such as `http://localhost:3000`. */
  readonly origin: string;
  readonly trace: RequestTrace;
}

/** The latest requests. */
export interface RecentRequests {
  add(request: RecentRequest): void;
  /** The latest one first. */
  list(): readonly RecentRequest[];
}

/** @param size how many are remembered */
export function createRecentRequests(size = 100): RecentRequests {
  const requests: RecentRequest[] = [];
  return {
    add(request) {
      requests.unshift(request);
      requests.length = Math.min(requests.length, size);
    },
    list: () => [...requests],
  };
}
