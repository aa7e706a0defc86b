/** Finds the line of a failed CDK app's output that helps its developer. */

const MAX_CHARACTERS = 300;

/** Lines that every app can print and that do not describe the failure. */
const NOISE = /^\s*(?:Node\.js v\d|npm (?:warn|notice|error)\b|at\s|\.\.\.|Bundling asset\b|$)/i;

/** The mark of Node.js below the throwing code. The error follows it. */
const CARETS = /^\s*[\^~]+\s*$/;

/**
 * Returns esbuild's first error with its position. Otherwise returns the first line of the error that ended
 * the app, or of the last message.
 * @param stderr the complete standard error of the app
 * @param project the folder that is removed from paths
 */
export function findSynthMessage(stderr: string, project: string): string {
  const lines = stderr.split(/\r?\n/).map((line) => line.replaceAll(`${project}/`, ''));
  const message = findBuildError(lines) ?? findThrown(lines) ?? findWritten(lines);
  if (message === undefined) return 'the app ended without an error message';
  return message.length > MAX_CHARACTERS ? `${message.slice(0, MAX_CHARACTERS)}…` : message;
}

/** Returns a build error in the form of esbuild's command line, or in the form that `tsx` throws. */
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

/**
 * Returns the first line of the last message. In a message of several lines, the following ones are indented.
 */
function findWritten(lines: readonly string[]): string | undefined {
  const telling = lines.filter((line) => !NOISE.test(line));
  return (telling.findLast((line) => !/^\s/.test(line)) ?? telling.at(-1))?.trim();
}
