/** Computes scrypt (RFC 7914) within bounds. */
import { type ScryptOptions, scrypt as scryptWithCallback } from 'node:crypto';
import { promisify } from 'node:util';
import { malformed, tooCostly, unusable } from './decode';

const compute = promisify<string | Buffer, Buffer, number, ScryptOptions, Buffer>(scryptWithCallback);

/** The maximum of N·r·p, which determines the time. */
const MAX_WORK = 2 ** 20;
/**
 * The maximum of p·r. For each, PBKDF2 generates 128 bytes before the first mix and reads them after the
 * last.
 */
const MAX_BLOCKS = 2 ** 10;

/** The cost parameters of scrypt (RFC 7914 section 2). */
export interface ScryptCost {
  /** N, a power of two. */
  readonly cost: number;
  /** The parameter r. */
  readonly blockSize: number;
  /** The parameter p. */
  readonly parallelization: number;
}

/**
 * Checks that a cost is valid and not too high.
 * @throws UnusableHashError
 */
export function checkScryptCost({ cost, blockSize, parallelization }: ScryptCost): void {
  if (cost < 2 || !Number.isInteger(Math.log2(cost))) throw malformed();
  const blocks = blockSize * parallelization;
  if (cost * blocks > MAX_WORK || blocks > MAX_BLOCKS) {
    throw tooCostly('scrypt', `N·r·p up to ${MAX_WORK}, r·p up to ${MAX_BLOCKS}`);
  }
  if (Math.log2(cost) >= 16 * blockSize) throw unusable('N of scrypt must be less than 2^(16·r)');
}

/** Derives a key. The caller must check the cost first. */
export function scrypt(password: string, salt: Buffer, length: number, options: ScryptCost): Promise<Buffer> {
  // the memory of N, plus the blocks of p
  const maxmem = 256 * options.blockSize * (options.cost + options.parallelization);
  return compute(password, salt, length, { ...options, maxmem });
}
