/** The options by which an operator's command names its user. */
import type { UserChoice } from '../lambda/identity/operator/find-user';

/** For `parseArgs`. */
export const USER_OPTIONS = { user: { type: 'string' }, sub: { type: 'string' } } as const;

/** What the help of a command says of them. */
export const USER_HELP = `  --user NAME     the username, in any of its spellings
  --sub SUB       instead of --user: the account's id`;

/**
 * Reads the options.
 * @throws Error saying what to do, unless exactly one of them was given
 */
export function parseUserChoice({
  user,
  sub,
}: {
  readonly user?: string | undefined;
  readonly sub?: string | undefined;
}): UserChoice {
  if (user !== undefined && sub !== undefined) throw new Error('Give --user or --sub, not both');
  if (user !== undefined) return { username: user };
  if (sub !== undefined) return { sub };
  throw new Error('Name a user with --user or --sub; --help tells more');
}
