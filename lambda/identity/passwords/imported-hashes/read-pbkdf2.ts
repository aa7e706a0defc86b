/** Reads hashes of PBKDF2 in the encodings of the PHC string format, passlib, Django and Werkzeug. */
import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
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
  tooCostly,
} from './decode';
import type { PasswordCheck } from './hash-reader';

const compute = promisify(pbkdf2);

/** About a second of one processor. Django 6.0 makes 1,200,000. */
const MAX_ITERATIONS = 2_000_000;

/** The digests in use, and their bytes: a longer key would cost its owner more work than a guesser. */
const DIGEST_BYTES: Readonly<Record<string, number>> = { sha1: 20, sha256: 32, sha512: 64 };

interface Pbkdf2Hash {
  readonly digest: string;
  readonly iterations: number;
  readonly salt: Buffer;
  readonly key: Buffer;
}

/** Reads the encodings `$pbkdf2-sha256$…`, `pbkdf2_sha256$…` and `pbkdf2:sha256:…`. */
export function readPbkdf2(hash: string): PasswordCheck | undefined {
  const parsed = parsePhc(hash) ?? parseDjango(hash) ?? parseWerkzeug(hash);
  if (parsed === undefined) return undefined;
  const { digest, iterations, salt, key } = parsed;
  const digestBytes = DIGEST_BYTES[digest];
  if (digestBytes === undefined) throw malformed();
  if (iterations > MAX_ITERATIONS) throw tooCostly('PBKDF2', `up to ${MAX_ITERATIONS} iterations`);
  checkSalt(salt);
  checkDigest(key, digestBytes);
  return async (password) => isSame(await compute(password, salt, iterations, key.length, digest), key);
}

/** `$pbkdf2-sha256$i=…$salt$key`; passlib writes the iterations alone, and `$pbkdf2$` for SHA-1. */
function parsePhc(hash: string): Pbkdf2Hash | undefined {
  const [, digest = 'sha1', text = '', rest = ''] = /^\$pbkdf2(?:-(\w+))?\$([^$]*)\$(.*)$/s.exec(hash) ?? [];
  if (!hash.startsWith('$pbkdf2')) return undefined;
  const [salt = '', key = '', ...more] = rest.split('$');
  if (more.length > 0) throw malformed();
  const parsed = { digest, salt: decodeBase64(salt), key: decodeBase64(key) };
  if (!text.includes('=')) return { ...parsed, iterations: decodeInteger(text) };
  const parameters = decodeParameters(text);
  const length = parameters.get('l') ?? parsed.key.length;
  if (length !== parsed.key.length) throw malformed();
  return { ...parsed, iterations: requireParameter(parameters, 'i') };
}

/** `pbkdf2_sha256$<iterations>$salt$key`: Django's, whose salt is text. */
function parseDjango(hash: string): Pbkdf2Hash | undefined {
  const [, digest = '', iterations, salt = '', key = ''] =
    /^pbkdf2_(\w+)\$([^$]*)\$([^$]*)\$([^$]*)$/.exec(hash) ?? [];
  if (!hash.startsWith('pbkdf2_')) return undefined;
  return {
    digest,
    iterations: decodeInteger(iterations),
    salt: Buffer.from(salt),
    key: decodeBase64(key),
  };
}

/** `pbkdf2:sha256:<iterations>$salt$key`: Werkzeug's, whose salt is text and whose key is hexadecimal. */
function parseWerkzeug(hash: string): Pbkdf2Hash | undefined {
  const [, digest = '', iterations, salt = '', key = ''] =
    /^pbkdf2:(\w+):([^$]*)\$([^$]*)\$([^$]*)$/.exec(hash) ?? [];
  if (!hash.startsWith('pbkdf2:')) return undefined;
  return { digest, iterations: decodeInteger(iterations), salt: Buffer.from(salt), key: decodeHex(key) };
}
