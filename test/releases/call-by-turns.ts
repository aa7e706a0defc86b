/** Sends each request of a user to the next of the mixes that are served, and keeps what was not answered as it should be. */
import { type Answer, type Sent, send } from '../support/http-client';
import { TURN_HEADER } from './serve-by-turns';

/** Answers that a request may have beside the one that it has in any one release, by the request's name. */
export type Tolerated = Readonly<Record<string, readonly number[]>>;

/** Sends requests. */
export interface Caller {
  /**
   * Sends a request.
   * @param name by which faults and tolerated answers name it
   * @param status of its answer
   */
  call(name: string, status: number, sent: Sent): Promise<Answer['json']>;
  /** Adds a line to the faults. */
  note(fault: string): void;
  /** What was answered otherwise, a line each. */
  faults(): readonly string[];
}

/** @param first the mix that gets the first request */
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
