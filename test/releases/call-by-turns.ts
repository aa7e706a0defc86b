/** Sends each request of a user to the next of the served mixes, and collects unexpected responses. */
import { type Answer, type Sent, send } from '../support/http-client';
import type { Inbox } from './inbox';
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
  /** Whether all served mixes have e-mail. */
  readonly hasEmail: boolean;
  /**
   * Returns the code of the mail that the latest request caused, or an empty text if the mail holds none.
   * @param name the name of the mail in faults
   */
  receive(name: string, address: string, kind: string): string;
  /** Adds a line to the faults. */
  note(fault: string): void;
  /** Returns the unexpected responses, each as one line. */
  faults(): readonly string[];
}

/**
 * Creates a caller.
 * @param first the mix that receives the first request. Each further request goes to the next mix.
 * @param inbox the mails of the mixes. @default - not all mixes have e-mail
 */
export function createCaller(origin: string, first: number, tolerated: Tolerated, inbox?: Inbox): Caller {
  const faults: string[] = [];
  let turn = first;
  return {
    hasEmail: inbox !== undefined,
    async call(name, status, sent) {
      const headers = { ...sent.headers, [TURN_HEADER]: String(turn++) };
      inbox?.startAnew();
      const answer = await send(origin, { ...sent, headers });
      await inbox?.settle();
      if (answer.status !== status && !tolerated[name]?.includes(answer.status)) {
        faults.push(`${name}: ${answer.status} ${answer.json?.code ?? ''}, not ${status}`);
      }
      return answer.json;
    },
    receive(name, address, kind) {
      const mail = inbox?.list(address).find((received) => received.kind === kind);
      if (mail === undefined) faults.push(`${name}: no mail arrived`);
      return mail?.code ?? '';
    },
    note: (fault) => faults.push(fault),
    faults: () => faults,
  };
}
