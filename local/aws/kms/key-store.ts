/** Keeps the ids and the secret halves of the local KMS's keys, readable by their owner alone. */
import {
  createPrivateKey,
  createSecretKey,
  generateKeyPair,
  type KeyObject,
  randomBytes,
  randomUUID,
} from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { KeySpec } from './key-specs';

/** The keys of a run. */
export interface KeyStore {
  /** The key id (a random UUID) of a template's key; the same one in every run. */
  idOf(logicalId: string): string;
  /** A key's secret half, made when it is asked for the first time. */
  materialOf(keyId: string, spec: KeySpec): Promise<KeyObject>;
}

/**
 * Opens the keys kept in a folder, which is made when needed.
 * @param folder absolute; undefined keeps the keys in memory
 */
export function openKeyStore(folder: string | undefined): KeyStore {
  const idsFile = folder === undefined ? undefined : join(folder, 'ids.json');
  if (folder !== undefined) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
  }
  const ids: Record<string, string> =
    idsFile !== undefined && existsSync(idsFile) ? JSON.parse(readFileSync(idsFile, 'utf8')) : {};
  const materials = new Map<string, Promise<KeyObject>>();

  return {
    idOf: (logicalId) => {
      const known = ids[logicalId];
      if (known !== undefined) return known;
      const id = randomUUID();
      ids[logicalId] = id;
      if (idsFile !== undefined) writePrivately(idsFile, JSON.stringify(ids, null, 2));
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
  if (file !== undefined && existsSync(file)) return parse(readFileSync(file, 'utf8'), spec);
  const key = await make(spec);
  if (file !== undefined) writePrivately(file, format(key));
  return key;
}

async function make(spec: KeySpec): Promise<KeyObject> {
  if (spec.kind === 'hmac') return createSecretKey(randomBytes(spec.bytes));
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
  return spec.kind === 'hmac' ? createSecretKey(Buffer.from(text, 'base64')) : createPrivateKey(text);
}

/** A run that ends half-way leaves the former file or the whole new one. */
function writePrivately(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, text, { mode: 0o600 });
  renameSync(temporary, file);
}
