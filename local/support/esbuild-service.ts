/** Lends esbuild out, and ends its process once nobody has built for a while: idle, it holds more memory than all functions together. */
import { stop } from 'esbuild';

/** Whoever edits saves again within seconds; the first build after a rest takes some 100 ms more. */
const REST_MS = 10_000;

let borrowers = 0;
let rests = 0;
let timer: NodeJS.Timeout | undefined;

/**
 * Runs a build.
 * @param build gets the number of rests until now: a context of esbuild that was made before the latest one is gone
 */
export async function withEsbuild<Result>(build: (rests: number) => Promise<Result>): Promise<Result> {
  borrowers += 1;
  clearTimeout(timer);
  try {
    return await build(rests);
  } finally {
    borrowers -= 1;
    if (borrowers === 0) timer = setTimeout(rest, REST_MS).unref();
  }
}

function rest(): void {
  rests += 1;
  // esbuild starts another process for the next build by itself
  void stop();
}
