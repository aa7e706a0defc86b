/** Runs one function from its source, for tests. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClockMemory } from '../../../local/clock/clock-memory';
import type { FunctionLog } from '../../../local/functions/function-log';
import { createFunctions, type Functions } from '../../../local/functions/functions';
import type { FunctionDefinition } from '../../../local/template/model';

/** The ARN of the function. */
export const ARN = 'arn:aws:lambda:eu-west-1:123456789012:function:greeter';

/** The maximum of Lambda, which is longer than any test. */
const LONG_SECONDS = 900;

const cleanups: (() => Promise<void> | void)[] = [];

/** Ends every function that was run, and removes its files. */
export async function endRuns(): Promise<void> {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
}

/** A running function. */
export interface Run {
  readonly functions: Functions;
  /** The folder of its code. */
  readonly codePath: string;
  readonly logs: FunctionLog[];
  call(event: unknown): ReturnType<Functions['invoke']>;
}

/** Runs a function. `endRuns` ends it. */
export async function run(
  source: string,
  change: Partial<FunctionDefinition> & {
    maxInstances?: number;
    initTimeoutMs?: number;
    file?: string;
    authorizers?: ReadonlySet<string>;
    clock?: ClockMemory;
  } = {},
): Promise<Run> {
  const { maxInstances, initTimeoutMs, file = 'index.js', authorizers, clock, ...definition } = change;
  const codePath = mkdtempSync(join(tmpdir(), 'functions-test-'));
  cleanups.push(() => rmSync(codePath, { recursive: true, force: true }));
  writeFileSync(join(codePath, file), source);
  const logs: FunctionLog[] = [];
  const functions = await createFunctions({
    definitions: [
      {
        logicalId: 'Greeter',
        name: 'greeter',
        arn: ARN,
        codePath,
        handler: 'index.handler',
        environment: { GREETING: 'hello' },
        timeoutSeconds: LONG_SECONDS,
        memoryMb: 128,
        rolePolicies: [],
        roleArn: 'arn:aws:iam::123456789012:role/greeter',
        permissions: [],
        ...definition,
      },
    ],
    region: 'eu-west-1',
    endpoint: 'http://127.0.0.1:1',
    credentialsOf: () => ({ accessKeyId: 'KEY', secretAccessKey: 'SECRET', sessionToken: 'SESSION' }),
    project: codePath,
    onLog: (log) => logs.push(log),
    ...(clock && { clock }),
    ...(authorizers && { authorizers }),
    ...(maxInstances !== undefined && { maxInstances }),
    initTimeoutMs: initTimeoutMs ?? LONG_SECONDS * 1000,
  });
  cleanups.push(() => functions.close());
  return { functions, codePath, logs, call: (event) => functions.invoke(ARN, event) };
}
