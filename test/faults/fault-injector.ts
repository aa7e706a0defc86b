/** Makes chosen calls to the local AWS endpoint fail, and leaves all others alone. */
import type { AwsCall, Intercept } from '../../local/aws/call';
import type { Fault } from './fault';

/** Calls under watch. */
export interface Watch {
  /** Those that came, the failed ones among them. */
  readonly calls: readonly AwsCall[];
  /** Leaves them alone from now on. */
  end(): void;
}

/** What becomes of a call; undefined: what should. @param index counts the watched calls from 0 on */
export type ChooseFault = (index: number, call: AwsCall) => Fault | undefined;

/** Stands between the functions and AWS. */
export interface FaultInjector {
  /** For the local run. */
  readonly intercept: Intercept;
  /** Watches calls, whose faults are chosen one by one. The first watch that matches a call has it. */
  watch(matches: (call: AwsCall) => boolean, choose?: ChooseFault): Watch;
}

interface Watcher {
  readonly calls: AwsCall[];
  matches(call: AwsCall): boolean;
  readonly choose: ChooseFault;
}

/** Creates one that watches nothing. */
export function createFaultInjector(): FaultInjector {
  const watchers = new Set<Watcher>();
  return {
    intercept: async (call, perform) => {
      const watcher = [...watchers].find(({ matches }) => matches(call));
      if (watcher === undefined) return perform();
      const index = watcher.calls.push(call) - 1;
      const fault = watcher.choose(index, call);
      return fault === undefined ? perform() : fault.bringAbout(call, perform);
    },
    watch: (matches, choose = () => undefined) => {
      const watcher: Watcher = { calls: [], matches, choose };
      watchers.add(watcher);
      return { calls: watcher.calls, end: () => watchers.delete(watcher) };
    },
  };
}

/** Matches the calls whose input holds one of the texts: such as the name of an account, and its id. */
export function speaksOf(texts: readonly string[]): (call: Pick<AwsCall, 'input'>) => boolean {
  return ({ input }) => {
    const written = JSON.stringify(input);
    return texts.some((text) => written.includes(text));
  };
}
