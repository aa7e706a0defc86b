/**
 * Serves an assembly for a test that invokes its functions without the gateway, as a holder of
 * `lambda:InvokeFunction` can.
 */
// Must come before every import that loads the key store.
import '../faults/shared-signing-key';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AwsCall } from '../../local/aws/call';
import { openDynamoStore } from '../../local/aws/dynamodb/store';
import { openKeyStore } from '../../local/aws/kms/key-store';
import { createRunClock } from '../../local/clock/run-clock';
import { createProvider } from '../../local/custom-resources/create-provider';
import { openPort } from '../../local/run/open-port';
import { readServedApp } from '../../local/run/read-served-app';
import { serveAssembly } from '../../local/run/serve-assembly';
import { projectRoot } from './synthesize';

/** Functions with the roles of their template. */
export interface DirectFunctions {
  /** The logical ids of all functions. */
  readonly names: readonly string[];
  /** The AWS calls so far. */
  readonly calls: readonly AwsCall[];
  /** Returns the functions' log so far. */
  log(): string;
  /**
   * Returns a function's response to an event.
   * @throws Error when the function threw
   */
  invoke(name: string, event: unknown): Promise<unknown>;
  close(): Promise<void>;
}

/** Starts the functions with an empty table and separate keys. */
export async function startDirectFunctions(assembly: string): Promise<DirectFunctions> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-direct-'));
  // Provides argon2.
  symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'), 'dir');
  const [listener, store, keys] = [
    await openPort(0),
    await openDynamoStore(undefined),
    openKeyStore(undefined),
  ];
  const calls: AwsCall[] = [];
  const lines: string[] = [];
  const source = await readServedApp({
    assembly,
    keys,
    listener,
    inlineCodeFolder: join(folder, 'inline'),
    openAnother: () => openPort(0),
    provide: createProvider({ project: folder, store, keys, emit: () => undefined }),
  });
  const serving = await serveAssembly(source, {
    project: folder,
    stage: 'test',
    store,
    keys,
    clock: createRunClock(),
    endpoints: join(folder, 'endpoints'),
    throttle: false,
    onCall: (call) => calls.push(call),
    emit: (event) => {
      if (event.kind === 'function-log') lines.push(event.log.text);
    },
  });
  const { functions } = serving.app;
  return {
    names: functions.map(({ logicalId }) => logicalId),
    calls,
    log: () => lines.join('\n'),
    invoke: async (name, event) => {
      const { arn } = functions.find(({ logicalId }) => logicalId.startsWith(name)) ?? { arn: 'none' };
      const result = await serving.functions.invoke(arn, event);
      if (result.kind !== 'returned') throw new Error(JSON.stringify(result));
      return JSON.parse(result.payload);
    },
    close: async () => {
      await serving.close();
      await listener.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
