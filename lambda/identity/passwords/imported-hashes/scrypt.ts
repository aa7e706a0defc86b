/** Computes scrypt (RFC 7914) within bounds. */
import { type ScryptOptions, scrypt as scryptWithCallback } from 'node:crypto';
import { promisify } from 'node:util';
import { malformed, tooCostly } from './decode';

const compute = promisify<string | Buffer, Buffer, number, ScryptOptions, Buffer>(scryptWithCallback);

/** N·r: 128 MiB of memory. */
const MAX_MEMORY_BLOCKS = 2 ** 20;
/** N·r·p, which decides the time: about a second of one processor. */
const MAX_WORK = 2 ** 21;

/** scrypt's cost (RFC 7914 section 2). */
export interface ScryptCost {
  /** N, a power of two. */
  readonly cost: number;
  /** r. */
  readonly blockSize: number;
  /** p. */
  readonly parallelization: number;
}

/**
 * Refuses a cost that is none, or too high.
 * @throws UnusableHashError
 */
export function checkScryptCost({ cost, blockSize, parallelization }: ScryptCost): void {
  if (cost < 2 || !Number.isInteger(Math.log2(cost))) throw malformed();
  if (cost * blockSize > MAX_MEMORY_BLOCKS || cost * blockSize * parallelization > MAX_WORK) {
    throw tooCostly('scrypt', `N·r up to ${MAX_MEMORY_BLOCKS}, N·r·p up to ${MAX_WORK}`);
  }
}

/** Derives a key, at a cost that was checked. */
export function scrypt(password: string, salt: Buffer, length: number, options: ScryptCost): Promise<Buffer> {
  // its own blocks and those of p on top of N's
  const maxmem = 256 * options.blockSize * (options.cost + options.parallelization);
  return compute(password, salt, length, { ...options, maxmem });
}
