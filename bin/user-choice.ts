/** The options with which an operator's command selects its user. */
import type { UserChoice } from '../lambda/identity/operator/find-user';
import { isUuid } from '../lambda/shared/uuid';
import { UsageError } from './usage-error';

/** The options, for `parseArgs`. */
export const USER_OPTIONS = { user: { type: 'string' }, sub: { type: 'string' } } as const;

/** The help text of the options. */
export const USER_HELP = `  --user NAME       username; case and Unicode form do not matter
  --sub SUB         account id, instead of --user`;

/**
 * Returns the selected user.
 * @throws UsageError with what to do, unless exactly one of the options is given, with a value that can be valid
 */
export function parseUserChoice({
  user,
  sub,
}: {
  readonly user?: string | undefined;
  readonly sub?: string | undefined;
}): UserChoice {
  if (user !== undefined && sub !== undefined)
    throw new UsageError('Both --user and --sub are given: use one of them');
  if (user !== undefined) return { username: user };
  if (sub !== undefined) {
    if (!isUuid(sub))
      throw new UsageError(`${JSON.stringify(sub)} is not an account id: use a UUID in lower case for --sub`);
    return { sub };
  }
  throw new UsageError('No user is given: use --user NAME or --sub SUB (see --help)');
}
