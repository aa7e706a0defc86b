/** Describes why a function rejected a request, from the body of its response. */
import type { Answer } from '../gateway/http/messages';
import { maskText } from '../support/mask-text';

/** Longer bodies are not parsed. */
const MAX_BODY_BYTES = 65_536;

const MAX_CHARACTERS = 300;

/** The maximum number of errors that are shown for one request. */
const MAX_ERRORS = 3;

type Members = Readonly<Record<string, unknown>>;

/**
 * Returns the code and the text of an error's body. The body can be problem details (RFC 9457), an OAuth
 * error (RFC 6749), or have a message. Text that looks like a secret is masked.
 *
 * @returns such as `INVALID_CREDENTIALS: The username or password is incorrect.`; undefined if the body has
 * neither code nor text
 */
export function describeProblem({ body }: Pick<Answer, 'body'>): string | undefined {
  const problem = body.length > MAX_BODY_BYTES ? undefined : parse(body.toString('utf8'));
  if (problem === undefined) return undefined;
  const code = firstText(problem.code, problem.error, tailOf(problem.type), problem.title);
  const errors = Array.isArray(problem.errors) ? problem.errors.flatMap(describeError) : [];
  const text =
    errors.length > 0 ? listErrors(errors) : firstText(...textMembers.map((name) => problem[name]));
  const parts = [...new Set([code, text])].filter((part) => part !== undefined);
  if (parts.length === 0) return undefined;
  const masked = maskText(parts.join(': ')).replace(/\s+/g, ' ');
  return masked.length > MAX_CHARACTERS ? `${masked.slice(0, MAX_CHARACTERS)}…` : masked;
}

const textMembers = ['detail', 'error_description', 'message', 'Message', 'errorMessage'];

function parse(text: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Members) : undefined;
  } catch {
    return undefined;
  }
}

function firstText(...values: readonly unknown[]): string | undefined {
  return values.find((value): value is string => typeof value === 'string' && value !== '');
}

/** Returns the last part of a problem's type, which is a URI. `about:blank` has no meaning. */
function tailOf(type: unknown): string | undefined {
  return typeof type === 'string' && type !== 'about:blank' ? /[^/:#]+$/.exec(type)?.[0] : undefined;
}

/** Describes one member of `errors`, in the form of the example in RFC 9457. */
function describeError(error: unknown): readonly string[] {
  if (typeof error !== 'object' || error === null) return [];
  const { pointer, parameter, header, detail } = error as Members;
  const parts = [firstText(pointer, parameter, header), firstText(detail)];
  const known = parts.filter((part) => part !== undefined);
  return known.length === 0 ? [] : [known.join(' ')];
}

function listErrors(errors: readonly string[]): string {
  const more = errors.length > MAX_ERRORS ? [`${errors.length - MAX_ERRORS} more`] : [];
  return [...errors.slice(0, MAX_ERRORS), ...more].join('; ');
}
