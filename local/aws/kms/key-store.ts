/** Stores the ids and the secret material of the local KMS's keys in files that only their owner can read. */
import {
  createPrivateKey,
  createSecretKey,
  generateKeyPair,
  type KeyObject,
  randomBytes,
  randomUUID,
} from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { writePrivately } from '../../state/write-privately';
import { makePrivateFolder } from '../../support/private-folder';
import { StartError } from '../../support/start-error';
import type { KeySpec } from './key-specs';

/** The keys of a run. */
export interface KeyStore {
  /** Returns the key id (a random UUID) of a template's key. It is the same in every run. */
  idOf(stackName: string, logicalId: string): string;
  /**
   * Returns the secret material of a key. It is created on first use.
   * @throws StartError when the stored material cannot be read
   */
  materialOf(keyId: string, spec: KeySpec): Promise<KeyObject>;
}

/** The key id is used as a file name. */
const KEY_ID = /^[0-9a-f-]{36}$/;

/**
 * Opens the keys that are stored in a folder. Creates the folder if needed.
 * @param folder absolute path; undefined keeps the keys in memory
 * @throws StartError when the stored ids cannot be read
 */
export function openKeyStore(folder: string | undefined): KeyStore {
  const idsFile = folder === undefined ? undefined : join(folder, 'ids.json');
  if (folder !== undefined) makePrivateFolder(folder);
  const ids =
    idsFile !== undefined && existsSync(idsFile) ? readKept(idsFile, parseIds) : new Map<string, string>();
  const materials = new Map<string, Promise<KeyObject>>();

  return {
    idOf: (stackName, logicalId) => {
      const name = `${stackName}/${logicalId}`;
      const known = ids.get(name);
      if (known !== undefined) return known;
      // Older files store ids without the stack name. The first key with that logical id keeps the id.
      const id = ids.get(logicalId) ?? randomUUID();
      ids.delete(logicalId);
      ids.set(name, id);
      if (idsFile !== undefined) writePrivately(idsFile, JSON.stringify(Object.fromEntries(ids), null, 2));
      return id;
    },
    materialOf: (keyId, spec) => {
      const known = materials.get(keyId);
      if (known !== undefined) return known;
      const material = loadOrMake(folder === undefined ? undefined : join(folder, `${keyId}.key`), spec);
      materials.set(keyId, material);
      return material;
    },
  };
}

async function loadOrMake(file: string | undefined, spec: KeySpec): Promise<KeyObject> {
  if (file !== undefined && existsSync(file)) return readKept(file, (text) => parse(text, spec));
  const key = await make(spec);
  if (file !== undefined) writePrivately(file, format(key));
  return key;
}

async function make(spec: KeySpec): Promise<KeyObject> {
  if (isSecret(spec)) return createSecretKey(randomBytes(spec.bytes));
  const generate = promisify(generateKeyPair);
  const { privateKey } =
    spec.kind === 'rsa'
      ? await generate('rsa', { modulusLength: spec.modulusBits })
      : await generate('ec', { namedCurve: spec.curve });
  return privateKey;
}

function format(key: KeyObject): string {
  return key.type === 'secret'
    ? key.export().toString('base64')
    : key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function parse(text: string, spec: KeySpec): KeyObject {
  return isSecret(spec) ? createSecretKey(Buffer.from(text, 'base64')) : createPrivateKey(text);
}

/** Whether the keys of a spec are secret bytes, and not pairs. */
function isSecret(spec: KeySpec): spec is Extract<KeySpec, { readonly bytes: number }> {
  return 'bytes' in spec;
}

function parseIds(text: string): Map<string, string> {
  const ids: unknown = JSON.parse(text);
  const isMap = typeof ids === 'object' && ids !== null && !Array.isArray(ids);
  if (isMap && Object.values(ids).every((id) => typeof id === 'string' && KEY_ID.test(id))) {
    return new Map(Object.entries(ids as Record<string, string>));
  }
  throw new Error('It holds no key ids.');
}

/** Replacing damaged keys would silently invalidate every stored token. */
function readKept<Content>(file: string, parseText: (text: string) => Content): Content {
  try {
    return parseText(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new StartError(
      `The key file ${file} cannot be read. Pass --fresh to start with new keys and empty tables.`,
      { cause: error },
    );
  }
}
