/** Makes selected calls to the local AWS endpoint fail, and leaves all others unchanged. */
import type { AwsCall, Intercept } from '../../local/aws/call';
import type { Fault } from './fault';

/** A watch on calls. */
export interface Watch {
  /** The watched calls so far, including failed ones. */
  readonly calls: readonly AwsCall[];
  /** Ends the watch. */
  end(): void;
}

/** Returns the fault of a call, or undefined for no fault. @param index the number of the watched call, from 0 */
export type ChooseFault = (index: number, call: AwsCall) => Fault | undefined;

/** An injector of faults between the functions and AWS. */
export interface FaultInjector {
  /** The option for the local run. */
  readonly intercept: Intercept;
  /** Watches matching calls, and selects the fault of each. The first watch that matches a call receives it. */
  watch(matches: (call: AwsCall) => boolean, choose?: ChooseFault): Watch;
}

interface Watcher {
  readonly calls: AwsCall[];
  matches(call: AwsCall): boolean;
  readonly choose: ChooseFault;
}

/** Creates an injector without watches. */
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

/** Matches calls whose input contains one of the texts, such as the name or the id of an account. */
export function speaksOf(texts: readonly string[]): (call: Pick<AwsCall, 'input'>) => boolean {
  return ({ input }) => {
    const written = JSON.stringify(input);
    return texts.some((text) => written.includes(text));
  };
}
