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

interface Digest {
  /** The length of the digest. A longer key would cost the service more work than an attacker. */
  readonly bytes: number;
  readonly maxIterations: number;
}

/** The supported digests. Django 6.0 uses 1,200,000 iterations of SHA-256. */
const DIGESTS: Readonly<Record<string, Digest>> = {
  sha1: { bytes: 20, maxIterations: 1_000_000 },
  sha256: { bytes: 32, maxIterations: 1_200_000 },
  sha512: { bytes: 64, maxIterations: 400_000 },
};

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
  // a name such as `constructor` is a member of every object
  const bounds = Object.hasOwn(DIGESTS, digest) ? DIGESTS[digest] : undefined;
  if (bounds === undefined) throw malformed();
  if (iterations > bounds.maxIterations) {
    throw tooCostly(`PBKDF2 with ${digest}`, `up to ${bounds.maxIterations} iterations`);
  }
  checkSalt(salt);
  checkDigest(key, bounds.bytes);
  return async (password) => isSame(await compute(password, salt, iterations, key.length, digest), key);
}

/**
 * Parses `$pbkdf2-sha256$i=…$salt$key`. passlib writes only the number of iterations, and `$pbkdf2$` for
 * SHA-1.
 */
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

/** Parses Django's `pbkdf2_sha256$<iterations>$salt$key`, whose salt is plain text. */
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

/**
 * Parses Werkzeug's `pbkdf2:sha256:<iterations>$salt$key`, whose salt is plain text and whose key is
 * hexadecimal.
 */
function parseWerkzeug(hash: string): Pbkdf2Hash | undefined {
  const [, digest = '', iterations, salt = '', key = ''] =
    /^pbkdf2:(\w+):([^$]*)\$([^$]*)\$([^$]*)$/.exec(hash) ?? [];
  if (!hash.startsWith('pbkdf2:')) return undefined;
  return { digest, iterations: decodeInteger(iterations), salt: Buffer.from(salt), key: decodeHex(key) };
}
