/** The options with which an operator's command selects its user. */
import type { UserChoice } from '../lambda/identity/operator/find-user';

/** The options, for `parseArgs`. */
export const USER_OPTIONS = { user: { type: 'string' }, sub: { type: 'string' } } as const;

/** The help text of the options. */
export const USER_HELP = `  --user NAME       username; case and Unicode form do not matter
  --sub SUB         account id, instead of --user`;

/**
 * Returns the selected user.
 * @throws Error with what to do, unless exactly one of the options is given
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
