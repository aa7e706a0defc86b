/** Reads hashes of argon2id in the PHC string format, and in Django's, which prefixes `argon2`. */
import {
  checkDigest,
  checkSalt,
  decodeBase64,
  decodeParameters,
  malformed,
  requireParameter,
  tooCostly,
  unusable,
} from './decode';
import type { PasswordCheck } from './hash-reader';

/** 128 MiB. It fits into the function's memory, and the system needs time to allocate it. */
const MAX_MEMORY_KIB = 131_072;
/** The maximum of m·t, which determines the time. */
const MAX_WORK_KIB = 262_144;
/** The maximum of t·p: each lane of each pass starts four threads. */
const MAX_LANES = 64;
const MAX_TAG_BYTES = 64;
/** m ≥ 8·p (RFC 9106 section 3.1). */
const MIN_MEMORY_PER_LANE = 8;

/**
 * Reads `$argon2id$v=19$m=…,t=…,p=…$salt$tag`.
 * @see https://github.com/P-H-C/phc-string-format/blob/master/phc-sf-spec.md
 */
export function readArgon2id(hash: string): PasswordCheck | undefined {
  const [, phc] = /^(?:argon2)?(\$argon2id\$.*)$/s.exec(hash) ?? [];
  if (phc === undefined) return undefined;
  const [, , version, parameters = '', salt = '', tag = '', ...rest] = phc.split('$');
  if (version !== 'v=19' || rest.length > 0) throw malformed();
  const costs = decodeParameters(parameters);
  const [memoryKib, iterations, parallelism] = ['m', 't', 'p'].map((name) =>
    requireParameter(costs, name),
  ) as [number, number, number];
  if (costs.size !== 3) throw malformed();
  if (
    memoryKib > MAX_MEMORY_KIB ||
    memoryKib * iterations > MAX_WORK_KIB ||
    iterations * parallelism > MAX_LANES
  ) {
    throw tooCostly(
      'argon2id',
      `m up to ${MAX_MEMORY_KIB}, m·t up to ${MAX_WORK_KIB}, t·p up to ${MAX_LANES}`,
    );
  }
  if (memoryKib < MIN_MEMORY_PER_LANE * parallelism) {
    throw unusable(`m of argon2id must be at least ${MIN_MEMORY_PER_LANE}·p`);
  }
  const parts = [checkSalt(decodeBase64(salt)), checkDigest(decodeBase64(tag), MAX_TAG_BYTES)];
  // in the one form that every reader of PHC strings accepts
  const canonical = [
    '$argon2id$v=19',
    `m=${memoryKib},p=${parallelism},t=${iterations}`,
    ...parts.map((part) => part.toString('base64').replaceAll('=', '')),
  ].join('$');
  return async (password) => (await import('argon2')).default.verify(canonical, password);
}
