/** Times the invocations of a bundle, one by one, in a separate process. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { endAtExit } from '../servers/end-at-exit';

/** A bundle and its events. */
export interface EventSeries {
  /** The bundle, which exports `handler`. */
  readonly file: string;
  /** The function's whole environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** The events, in their order. */
  readonly events: readonly unknown[];
}

/** One invocation. */
export interface TimedAnswer {
  /** From the call of the handler to its response, in milliseconds. */
  readonly ms: number;
  readonly status: number;
}

const RUNTIME = join(__dirname, 'events-runtime.cjs');

/**
 * Runs one process.
 * @returns a response for each event
 * @throws Error with its standard error when it ends without responses
 */
export async function timeEvents({
  file,
  environment,
  events,
}: EventSeries): Promise<readonly TimedAnswer[]> {
  const child = fork(RUNTIME, [file], {
    execArgv: [],
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...environment },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const forget = endAtExit(child);
  let complaints = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  const answers = await new Promise<readonly TimedAnswer[]>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => reject(new Error(`${file} ended without answers:\n${complaints}`)));
    child.once('message', (message) => resolve(message as readonly TimedAnswer[]));
    child.send([...events]);
  });
  forget();
  return answers;
}
