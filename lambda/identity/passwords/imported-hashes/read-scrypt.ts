/** Reads hashes of scrypt in the encodings of passlib, Django and Werkzeug. */
import {
  checkDigest,
  checkSalt,
  decodeBase64,
  decodeHex,
  decodeInteger,
  decodeParameters,
  isSame,
  malformed,
  requireParameter,
} from './decode';
import type { PasswordCheck } from './hash-reader';
import { checkScryptCost, type ScryptCost, scrypt } from './scrypt';

const MAX_KEY_BYTES = 64;

/** The largest exponent from which N is computed. The cost is checked afterwards. */
const MAX_LOG_COST = 31;

interface ScryptHash extends ScryptCost {
  readonly salt: Buffer;
  readonly key: Buffer;
}

/** Reads the encodings `$scrypt$ln=…`, `scrypt$…` and `scrypt:…`. */
export function readScrypt(hash: string): PasswordCheck | undefined {
  const parsed = parsePhc(hash) ?? parseDjango(hash) ?? parseWerkzeug(hash);
  if (parsed === undefined) return undefined;
  const { salt, key, ...cost } = parsed;
  checkScryptCost(cost);
  checkSalt(salt);
  checkDigest(key, MAX_KEY_BYTES);
  return async (password) => isSame(await scrypt(password, salt, key.length, cost), key);
}

/**
 * Parses `$scrypt$ln=<log2 N>,r=…,p=…$salt$key`
 * (https://passlib.readthedocs.io/en/stable/lib/passlib.hash.scrypt.html).
 */
function parsePhc(hash: string): ScryptHash | undefined {
  if (!hash.startsWith('$scrypt$')) return undefined;
  const [, , text = '', salt = '', key = '', ...rest] = hash.split('$');
  const parameters = decodeParameters(text);
  const logCost = requireParameter(parameters, 'ln');
  if (rest.length > 0 || parameters.size !== 3 || logCost > MAX_LOG_COST) throw malformed();
  return {
    cost: 2 ** logCost,
    blockSize: requireParameter(parameters, 'r'),
    parallelization: requireParameter(parameters, 'p'),
    salt: decodeBase64(salt),
    key: decodeBase64(key),
  };
}

/** Parses `scrypt$<N>$salt$<r>$<p>$key` of Django's ScryptPasswordHasher, whose salt is plain text. */
function parseDjango(hash: string): ScryptHash | undefined {
  if (!hash.startsWith('scrypt$')) return undefined;
  const [, cost, salt = '', blockSize, parallelization, key = '', ...rest] = hash.split('$');
  if (rest.length > 0) throw malformed();
  return {
    cost: decodeInteger(cost),
    blockSize: decodeInteger(blockSize),
    parallelization: decodeInteger(parallelization),
    salt: Buffer.from(salt),
    key: decodeBase64(key),
  };
}

/**
 * Parses `scrypt:<N>:<r>:<p>$salt$key` of Werkzeug's generate_password_hash, whose salt is plain text and
 * whose key is hexadecimal.
 */
function parseWerkzeug(hash: string): ScryptHash | undefined {
  if (!hash.startsWith('scrypt:')) return undefined;
  const [method = '', salt = '', key = '', ...rest] = hash.split('$');
  const [, cost, blockSize, parallelization, ...more] = method.split(':');
  if (rest.length > 0 || more.length > 0) throw malformed();
  return {
    cost: decodeInteger(cost),
    blockSize: decodeInteger(blockSize),
    parallelization: decodeInteger(parallelization),
    salt: Buffer.from(salt),
    key: decodeHex(key),
  };
}
