/** The target of the attacks: a separate local run. Tests can read all its calls and log lines. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AwsCall, Intercept } from '../../local/aws/call';
import { createEventPrinter } from '../../local/cli/print-event';
import type { LocalEvent } from '../../local/run/event';
import { createFaultInjector, type FaultInjector } from '../faults/fault-injector';
import { toUser, type User, type World } from '../faults/operation';
import { startRun } from '../faults/start-run';
import { type Credentials, createCredentials } from '../support/accounts';
import { type Answer, type Sent, send } from '../support/http-client';
import { assemblyFolder } from '../support/server-under-test';
import { waitUntil } from '../support/wait-until';
import { copyWithLimits, type Limits } from './limits';
import { createMint, type Mint } from './mint';
import { createSecrets, type Secrets } from './secrets';
import { type StoppedClock, stopClock } from './stopped-clock';

/** A user who is signed in on a known device. */
export interface Victim extends User {
  readonly deviceToken: string;
}

/** A line of the functions' log. */
export type LogLine = Readonly<Record<string, unknown>> & { readonly event: string };

/** A run under attack. */
export interface Target extends World {
  /** A signed-in user. Rows that end sessions or change accounts create their own. */
  readonly ada: Victim;
  /** A signed-in attacker. */
  readonly eve: Victim;
  /** Creates tokens of ada's session. */
  readonly mint: Mint;
  readonly secrets: Secrets;
  readonly faults: FaultInjector;
  send(sent: Sent): Promise<Answer>;
  /**
   * Signs up a new user.
   * @param change modifies the request
   */
  signUp(change?: Partial<Sent>): Promise<Victim>;
  /** Starts another session. */
  signIn(credentials: Credentials): Promise<Victim>;
  /** Returns all calls to AWS so far. */
  calls(): readonly AwsCall[];
  /** Returns the functions' log lines with this event so far. */
  logged(event: string): readonly LogLine[];
  /**
   * Waits until the functions have logged `count` lines with this event. A line can arrive after the
   * response.
   */
  waitForLog(event: string, count: number): Promise<readonly LogLine[]>;
  /** Returns the time of the function that enforces the limits, in epoch milliseconds. */
  now(): number;
  /** Moves the clock of that function. The clock must be stopped. */
  advance(milliseconds: number): void;
  /** Returns the complete output of the functions, which AWS would log. */
  written(): string;
  /** Returns what the authorizer did for the latest request. */
  lastAuthorizer(): string | undefined;
  /** Returns everything that the run would print. */
  printed(): string;
  close(): Promise<void>;
}

/** The options of the run. */
export interface TargetOptions {
  readonly limits: Limits;
  /** A hook between calls and the AWS services. @default - `faults` */
  readonly intercept?: Intercept;
  /** @default 2 */
  readonly maxInstances?: number;
  /** Whether only the test moves the clock of the function that enforces the limits. @default false */
  readonly stopsClock?: boolean;
}

/** Starts a run with an empty table, and signs up ada and eve. */
export async function startTarget(options: TargetOptions): Promise<Target> {
  const { limits, maxInstances = 2, intercept, stopsClock = false } = options;
  const copies = mkdtempSync(join(tmpdir(), 'latchkey-attack-'));
  const assembly = join(copies, 'cdk.out');
  let clock: StoppedClock | undefined;
  copyWithLimits(assemblyFolder(), assembly, limits, (functions) => {
    if (stopsClock) clock = stopClock(assembly, functions);
  });
  const events: LocalEvent[] = [];
  const lines: LogLine[] = [];
  const faults = createFaultInjector();
  const run = await startRun({
    intercept: intercept ?? faults.intercept,
    assembly,
    maxInstances,
    trustForwardedFor: true,
    onEvent: (event) => {
      events.push(event);
      if (event.kind === 'function-log') lines.push(...readLines(event.log));
    },
  });
  const secrets = createSecrets();
  const { origin, table, abandoned, unanswered } = run;

  async function sendNoting(sent: Sent): Promise<Answer> {
    const answer = await send(origin, sent);
    secrets.note(sent, answer);
    return answer;
  }

  async function begin(path: string, credentials: Credentials, change: Partial<Sent> = {}): Promise<Victim> {
    const answer = await sendNoting({ method: 'POST', path, json: credentials, ...change });
    if (answer.status !== 201) throw new Error(`POST ${path} answered ${answer.status}: ${answer.text}`);
    return { ...toUser(credentials, answer.json), deviceToken: answer.json.device_token };
  }

  const signUp = (change?: Partial<Sent>) => begin('/users', createCredentials(), change);
  const logged = (kind: string) => lines.filter(({ event }) => event === kind);
  const ada = await signUp();
  const eve = await signUp();
  const mint = await createMint(origin, run.folder, ada.token);

  return {
    origin,
    table,
    abandoned,
    unanswered,
    faults,
    ada,
    eve,
    mint,
    secrets,
    send: sendNoting,
    signUp,
    signIn: ({ username, password }) => begin('/sessions/create', { username, password }),
    calls: run.calls,
    logged,
    waitForLog: (event, count) =>
      waitUntil(() => {
        const found = logged(event);
        return found.length >= count && found;
      }),
    now: () => clock?.now() ?? Date.now(),
    advance(milliseconds) {
      if (clock === undefined) throw new Error('The clock of this run cannot be set');
      clock.advance(milliseconds);
    },
    lastAuthorizer: () =>
      events.flatMap((event) => (event.kind === 'request' ? [event.trace] : [])).at(-1)?.authorizer,
    written: () =>
      events
        .flatMap((event) =>
          event.kind === 'function-log' && event.log.kind === 'output' ? [event.log.text] : [],
        )
        .join('\n'),
    printed() {
      const print = createEventPrinter({ colours: false, verbose: true, explain: true });
      return events.map((event) => print(event) ?? '').join('\n');
    },
    async close() {
      mint.close();
      await run.close();
      rmSync(copies, { recursive: true, force: true });
    },
  };
}

function readLines({ text }: { readonly text: string }): readonly LogLine[] {
  return text.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as LogLine] : []));
}
