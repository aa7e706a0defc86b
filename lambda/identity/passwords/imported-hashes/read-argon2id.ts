/** Reads hashes of argon2id in the PHC string format, and in Django's, which puts `argon2` before it. */
import {
  checkDigest,
  checkSalt,
  decodeBase64,
  decodeParameters,
  malformed,
  requireParameter,
  tooCostly,
} from './decode';
import type { PasswordCheck } from './hash-reader';

/** 256 MiB: what a function has room for. */
const MAX_MEMORY_KIB = 262_144;
/** m·t, which decides the time: about a second of one processor. */
const MAX_WORK_KIB = 1_048_576;
const MAX_PARALLELISM = 16;
const MAX_TAG_BYTES = 64;

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
  if (memoryKib > MAX_MEMORY_KIB || memoryKib * iterations > MAX_WORK_KIB || parallelism > MAX_PARALLELISM) {
    throw tooCostly(
      'argon2id',
      `m up to ${MAX_MEMORY_KIB}, m·t up to ${MAX_WORK_KIB}, p up to ${MAX_PARALLELISM}`,
    );
  }
  checkSalt(decodeBase64(salt));
  checkDigest(decodeBase64(tag), MAX_TAG_BYTES);
  return async (password) => (await import('argon2')).default.verify(phc, password);
}
