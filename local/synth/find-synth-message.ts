/** Finds, in what a failing CDK app has written, the one line that tells its developer what to mend. */

const MAX_CHARACTERS = 300;

/** What stands in every app's output and says nothing of the failure. */
const NOISE = /^\s*(?:Node\.js v\d|npm (?:warn|notice|error)\b|at\s|\.\.\.|Bundling asset\b|$)/i;

/** Where Node.js points at the throwing code, which comes before the error itself. */
const CARETS = /^\s*[\^~]+\s*$/;

/**
 * esbuild's first error with its place, else the first line of the error that ended the app, else that of the last
 * message that it wrote.
 * @param stderr everything that the app wrote there
 * @param project the folder that paths are shortened by
 */
export function findSynthMessage(stderr: string, project: string): string {
  const lines = stderr.split(/\r?\n/).map((line) => line.replaceAll(`${project}/`, ''));
  const message = findBuildError(lines) ?? findThrown(lines) ?? findWritten(lines);
  if (message === undefined) return 'the app ended without an error message';
  return message.length > MAX_CHARACTERS ? `${message.slice(0, MAX_CHARACTERS)}…` : message;
}

/** In the form of esbuild's command line, or in that of its error as `tsx` throws it. */
function findBuildError(lines: readonly string[]): string | undefined {
  for (const [index, line] of lines.entries()) {
    if (/:\d+:\d+: ERROR: /.test(line)) return line.trim();
    const [, text] = /^\S* ?\[ERROR\] (.+)$/.exec(line) ?? [];
    if (text === undefined) continue;
    const [, place] = /^\s+(\S.*:\d+:\d+):$/.exec(lines[index + 2] ?? '') ?? [];
    return place === undefined ? text : `${place}: ERROR: ${text}`;
  }
  return undefined;
}

function findThrown(lines: readonly string[]): string | undefined {
  const carets = lines.findIndex((line) => CARETS.test(line));
  const framed = carets < 0 ? undefined : lines.slice(carets + 1).find((line) => !NOISE.test(line));
  const bare = lines.findIndex((line) => /^\s+at\s/.test(line));
  const named = lines
    .slice(0, Math.max(0, bare))
    .findLast((line) => /^(?:Uncaught )?\w*Error\b.*: /.test(line));
  return (framed ?? named)?.trim().replace(/^\[?(?:Uncaught )?(?:Error: )?/, '');
}

/** Of a message of several lines the ones behind the first are set in. */
function findWritten(lines: readonly string[]): string | undefined {
  const telling = lines.filter((line) => !NOISE.test(line));
  return (telling.findLast((line) => !/^\s/.test(line)) ?? telling.at(-1))?.trim();
}
