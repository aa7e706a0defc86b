/** Sends each request of a user to the next of the served mixes, and collects unexpected responses. */
import { type Answer, type Sent, send } from '../support/http-client';
import { TURN_HEADER } from './serve-by-turns';

/** Further statuses that a request may have, in addition to the status in any single release, by the request's name. */
export type Tolerated = Readonly<Record<string, readonly number[]>>;

/** The sender of requests. */
export interface Caller {
  /**
   * Sends a request.
   * @param name the request's name in faults and tolerated statuses
   * @param status the expected status
   */
  call(name: string, status: number, sent: Sent): Promise<Answer['json']>;
  /** Adds a line to the faults. */
  note(fault: string): void;
  /** Returns the unexpected responses, each as one line. */
  faults(): readonly string[];
}

/** Creates a caller. @param first the mix that receives the first request */
export function createCaller(origin: string, first: number, tolerated: Tolerated): Caller {
  const faults: string[] = [];
  let turn = first;
  return {
    async call(name, status, sent) {
      const headers = { ...sent.headers, [TURN_HEADER]: String(turn++) };
      const answer = await send(origin, { ...sent, headers });
      if (answer.status !== status && !tolerated[name]?.includes(answer.status)) {
        faults.push(`${name}: ${answer.status} ${answer.json?.code ?? ''}, not ${status}`);
      }
      return answer.json;
    },
    note: (fault) => faults.push(fault),
    faults: () => faults,
  };
}
