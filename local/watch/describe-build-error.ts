/** Puts what esbuild has to say of a broken build into one line. */
import type { Message } from 'esbuild';

/** The first error as `file:line:column: text`, as esbuild counts them, with the number of the others behind it. */
export function describeBuildError(error: unknown): string {
  const [first, ...others] = (error as { errors?: readonly Message[] }).errors ?? [];
  if (first === undefined) return String((error as Error).message ?? error).split('\n', 1)[0] ?? '';
  const { location, text } = first;
  const place = location ? `${location.file}:${location.line}:${location.column}: ` : '';
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return `${place}${text.split('\n', 1)[0]}${more}`;
}
