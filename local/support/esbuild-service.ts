/**
 * Shares esbuild's process and ends it when it is idle, because idle it uses more memory than all functions
 * together.
 */
import { stop } from 'esbuild';

/**
 * The idle time before the end. Developers save again within seconds. The first build after the end takes
 * about 100 ms more.
 */
const REST_MS = 10_000;

let borrowers = 0;
let rests = 0;
let timer: NodeJS.Timeout | undefined;

/**
 * Runs a build.
 * @param build receives the number of ends so far; an esbuild context from before the latest end is no longer
 * valid
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
  // esbuild starts a new process for the next build itself.
  void stop();
}
