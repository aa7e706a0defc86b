/** Sends each request of a user to the next of the served mixes, and collects unexpected responses. */
import { type Answer, type Sent, send } from '../support/http-client';
import { type ServedMixes, TURN_HEADER } from './serve-by-turns';

/** Further statuses that a request may have, in addition to the status in any single release, by the request's name. */
export type Tolerated = Readonly<Record<string, readonly number[]>>;

/** What the served mixes have. */
type Features = Pick<ServedMixes, 'inbox' | 'secondFactors' | 'trustsDevices'>;

/** The sender of requests. */
export interface Caller {
  /**
   * Sends a request.
   * @param name the request's name in faults and tolerated statuses
   * @param status the expected status, or a function of what `auth` demands in the mix that answers: see `secondFactors`
   */
  call(
    name: string,
    status: number | ((secondFactor: string) => number),
    sent: Sent,
  ): Promise<Answer['json']>;
  /** Whether all served mixes have e-mail. */
  readonly hasEmail: boolean;
  /** What `auth` demands in the served mixes, each value once: empty for no second factor. */
  readonly secondFactors: readonly string[];
  /** Whether users may trust devices in all served mixes. */
  readonly trustsDevices: boolean;
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
 * @param mixes what the mixes have. @default - neither e-mail nor second factors
 */
export function createCaller(
  origin: string,
  first: number,
  tolerated: Tolerated,
  { inbox, secondFactors, trustsDevices }: Features = {
    inbox: undefined,
    secondFactors: [''],
    trustsDevices: false,
  },
): Caller {
  const faults: string[] = [];
  let turn = first;
  return {
    hasEmail: inbox !== undefined,
    secondFactors: [...new Set(secondFactors)],
    trustsDevices,
    async call(name, status, sent) {
      const secondFactor = secondFactors[turn % secondFactors.length] ?? '';
      const expected = typeof status === 'number' ? status : status(secondFactor);
      const headers = { ...sent.headers, [TURN_HEADER]: String(turn++) };
      inbox?.startAnew();
      const answer = await send(origin, { ...sent, headers });
      await inbox?.settle();
      if (answer.status !== expected && !tolerated[name]?.includes(answer.status)) {
        faults.push(`${name}: ${answer.status} ${answer.json?.code ?? ''}, not ${expected}`);
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
