/** Records the updates of each account in the order in which they take effect. */
import type { AwsAnswer } from '../../local/aws/answer';
import type { AwsCall, Intercept } from '../../local/aws/call';

/** The updates by the key of the account. */
export interface WriteLedger {
  /**
   * A hook for the local run. It lets one update of an account pass at a time, so that the order is known.
   */
  readonly intercept: Intercept;
  /** Returns the number of attempts after the last success. */
  failuresOf(key: string): number;
  reservationsOf(key: string): number;
  /** Returns the number of sign-ins that took effect. */
  commitsOf(key: string): number;
  /** Returns the number of sign-ins that did not take effect, because the account had changed. */
  lostCommitsOf(key: string): number;
  /**
   * Returns the number of updates that an SDK retried because the response was late. Each may have taken
   * effect twice.
   */
  repeats(): number;
}

type Kind = 'reservation' | 'commit' | 'lost commit';
type Values = Readonly<Record<string, { readonly S?: string } | undefined>>;

/** Creates an empty ledger. */
export function createWriteLedger(): WriteLedger {
  const written = new Map<string, Kind[]>();
  const turns = new Map<string, Promise<unknown>>();
  /** The attempt that was counted last. */
  const reserved = new Map<string, string | undefined>();
  let repeats = 0;

  const entriesOf = (key: string) => written.get(key) ?? [];
  const countOf = (key: string, kind: Kind) => entriesOf(key).filter((entry) => entry === kind).length;

  async function perform(key: string, call: AwsCall, act: () => Promise<AwsAnswer>): Promise<AwsAnswer> {
    const answer = await act();
    const kind = kindOf(call, answer);
    if (kind === undefined || (kind === 'reservation' && isRewritten(key, call))) return answer;
    written.set(key, [...entriesOf(key), kind]);
    return answer;
  }

  /** After the free attempts, a repeated attempt is written again and counted once. */
  function isRewritten(key: string, { input }: AwsCall): boolean {
    const { ':id': id, ':next': next } = (input.ExpressionAttributeValues ?? {}) as Values;
    const isKnown = next !== undefined && reserved.get(key) === id?.S;
    reserved.set(key, id?.S);
    return isKnown;
  }

  return {
    intercept(call, act) {
      const key = (call.input.Key as { pk?: { S?: string } } | undefined)?.pk?.S;
      if (call.action !== 'dynamodb:UpdateItem' || key === undefined) return act();
      if (call.isRepeated) repeats += 1;
      if (!key.startsWith('ACCOUNT#')) return act();
      const turn = (turns.get(key) ?? Promise.resolve()).then(() => perform(key, call, act));
      turns.set(key, turn);
      return turn;
    },
    failuresOf(key) {
      const entries = entriesOf(key);
      const since = entries.slice(entries.lastIndexOf('commit') + 1);
      return since.filter((kind) => kind === 'reservation').length;
    },
    reservationsOf: (key) => countOf(key, 'reservation'),
    commitsOf: (key) => countOf(key, 'commit'),
    lostCommitsOf: (key) => countOf(key, 'lost commit'),
    repeats: () => repeats,
  };
}

/** Returns undefined for updates without a counter of failures. */
function kindOf({ input }: AwsCall, { status }: AwsAnswer): Kind | undefined {
  const update = String(input.UpdateExpression);
  if (update.includes('#lastSid = :sid')) return status === 200 ? 'commit' : 'lost commit';
  const isReservation = update.includes('attemptId = :id');
  return isReservation && status === 200 ? 'reservation' : undefined;
}
