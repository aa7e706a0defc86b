/** Formats the errors of a failed build as one line. */
import type { Message } from 'esbuild';

/**
 * Returns the first error as `file:line:column: text`, with esbuild's positions, and the number of the other
 * errors.
 */
export function describeBuildError(error: unknown): string {
  const [first, ...others] = (error as { errors?: readonly Message[] }).errors ?? [];
  if (first === undefined) return String((error as Error).message ?? error).split('\n', 1)[0] ?? '';
  const { location, text } = first;
  const place = location ? `${location.file}:${location.line}:${location.column}: ` : '';
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return `${place}${text.split('\n', 1)[0]}${more}`;
}
