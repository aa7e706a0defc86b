/** What outlives a release: the table, the keys, and the port, which is in the issuer. */
// before all that loads the key store
import '../faults/shared-signing-key';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DynamoStore, openDynamoStore } from '../../local/aws/dynamodb/store';
import { type KeyStore, openKeyStore } from '../../local/aws/kms/key-store';
import { createProvider } from '../../local/custom-resources/create-provider';
import { type Listener, listen } from '../../local/gateway/http/listener';
import { readServedApp } from '../../local/run/read-served-app';
import type { LocalApp } from '../../local/template/model';
import { projectRoot } from '../support/synthesize';

/** A place for releases to be served in, one after the other and side by side. */
export interface ReleaseStore {
  /** A folder for files of the test. */
  readonly folder: string;
  readonly tables: DynamoStore;
  readonly keys: KeyStore;
  readonly listener: Listener;
  /** Reads a synthesized assembly. */
  readRelease(assembly: string): Promise<LocalApp>;
  close(): Promise<void>;
}

/** Of all stores of a suite, since to make a key of RSA takes longer than to use a release. */
const keys = openKeyStore(undefined);

/** Opens an empty table on a free port. */
export async function openReleaseStore(): Promise<ReleaseStore> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-releases-'));
  // argon2 comes from here
  symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'), 'dir');
  mkdirSync(join(folder, 'endpoints'));
  const listener = await listen({ port: 0 });
  const tables = await openDynamoStore(undefined);
  const provide = createProvider({ project: folder, store: tables, keys, emit: () => undefined });
  return {
    folder,
    tables,
    keys,
    listener,
    async readRelease(assembly) {
      const openAnother = () => Promise.reject(new Error('A release has one API in one stage'));
      const inlineCodeFolder = join(folder, 'inline-code');
      const { app, problems } = await readServedApp({
        assembly,
        keys,
        inlineCodeFolder,
        listener,
        openAnother,
        provide,
      });
      if (problems.length > 0) throw new Error(problems.join('\n'));
      // the same code is the same, whichever assembly refers to it
      const functions = app.functions.map((one) => ({ ...one, codePath: realpathSync(one.codePath) }));
      return { ...app, functions };
    },
    async close() {
      await listener.close();
      await tables.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
