/** The latest calls of functions to AWS services. */
import type { AwsCall } from '../aws/call';

/** The calls that a run keeps. */
export interface RecentCalls {
  note(call: AwsCall): void;
  /** The oldest first. */
  list(): readonly AwsCall[];
}

const MAX_CALLS = 10_000;

/** Creates the list. The oldest calls are removed when it is full. */
export function createRecentCalls(): RecentCalls {
  const calls: AwsCall[] = [];
  return {
    note(call) {
      calls.push(call);
      if (calls.length > MAX_CALLS) calls.shift();
    },
    list: () => [...calls],
  };
}
