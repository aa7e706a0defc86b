/** The options by which an operator's command names its user. */
import type { UserChoice } from '../lambda/identity/operator/find-user';

/** For `parseArgs`. */
export const USER_OPTIONS = { user: { type: 'string' }, sub: { type: 'string' } } as const;

/** What the help of a command says of them. */
export const USER_HELP = `  --user NAME       username, in any spelling
  --sub SUB         account id, instead of --user`;

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
  if (user !== undefined && sub !== undefined)
    throw new Error('Both --user and --sub are given: use one of them');
  if (user !== undefined) return { username: user };
  if (sub !== undefined) return { sub };
  throw new Error('No user is given: use --user NAME or --sub SUB (see --help)');
}
