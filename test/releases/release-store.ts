/** The resources that outlive a release: the table, the keys, and the port, which is part of the issuer. */
// imported before every module that loads the key store
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

/** A store in which releases are served, one after the other and side by side. */
export interface ReleaseStore {
  /** A folder for the test's files. */
  readonly folder: string;
  readonly tables: DynamoStore;
  readonly keys: KeyStore;
  readonly listener: Listener;
  /** Reads a synthesized assembly. */
  readRelease(assembly: string): Promise<LocalApp>;
  close(): Promise<void>;
}

/** The keys that all stores of a suite share, because the creation of an RSA key takes longer than the use of a release. */
const keys = openKeyStore(undefined);

/** Opens an empty table on a free port. */
export async function openReleaseStore(): Promise<ReleaseStore> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-releases-'));
  // functions load argon2 from here
  symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'), 'dir');
  mkdirSync(join(folder, 'endpoints'));
  // each source may cause few mails
  const listener = await listen({ port: 0, trustForwardedFor: true });
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
      // the same code counts as the same in any assembly
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
