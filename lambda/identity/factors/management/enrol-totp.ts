/** Begins to add an authenticator app to an account. */
import { ValidationError } from '../../../shared/errors';
import { TooManyFactorsError } from '../../../shared/factor-errors';
import {
  authorizeFactorChange,
  type FactorChangeCommand,
  type FactorChangeDependencies,
} from '../authorize-factor-change';
import type { FactorCipher } from '../factor-cipher';
import { ENROLMENT_MS, type FactorSecrets } from '../factor-secrets';
import { createTotpSecret } from '../totp';
import { deleteOrphanedSecrets } from './delete-orphaned-secrets';
import { DEFAULT_FACTOR_NAME, factorNameFault, parseFactorName } from './factor-name';
import { MAX_FACTORS } from './max-factors';
import { showEnrolment, type TotpEnrolment } from './show-enrolment';

/** The dependencies of an enrolment. */
export interface EnrolTotpDependencies extends FactorChangeDependencies {
  readonly factorSecrets: Pick<FactorSecrets, 'put' | 'list' | 'delete' | 'deletePending'>;
  readonly cipher: Pick<FactorCipher, 'encrypt'>;
  /** The name of the service, which authenticator apps show. */
  readonly serviceName: string;
  readonly newId: () => string;
}

/** An enrolment. */
export interface EnrolTotpCommand extends FactorChangeCommand {
  /** How the user calls the factor. @default 'Authenticator app' */
  readonly name?: string | undefined;
}

/**
 * Returns the operation. The factor counts once a code confirms it. Of several enrolments of an account, only the
 * last one can be confirmed.
 * @throws ValidationError, InsufficientAuthenticationError, TooManyFactorsError, DependencyUnavailableError
 * @throws UnauthorizedError when the account or the caller's session is not valid
 */
export function enrolTotp(
  deps: EnrolTotpDependencies,
): (command: EnrolTotpCommand) => Promise<TotpEnrolment> {
  const { factorSecrets, cipher, serviceName, newId, now } = deps;

  /**
   * Leaves only the latest enrolment. It runs after the enrolment is stored: of two parallel ones, the second to be
   * stored is the one that both leave. An enrolment whose confirmation has begun stays.
   */
  async function deleteOtherEnrolments(sub: string): Promise<void> {
    const secrets = await factorSecrets.list(sub);
    const pending = secrets.filter(({ validUntil }) => validUntil !== undefined).sort(byAge);
    for (const { id } of pending.slice(0, -1)) await factorSecrets.deletePending(sub, id);
  }

  return async ({ caller, name: text = DEFAULT_FACTOR_NAME }) => {
    const name = parseFactorName(text);
    if (name === undefined) throw new ValidationError([factorNameFault]);
    const account = await authorizeFactorChange(deps, caller);
    const { sub, username, securityVersion, factors = {} } = account;
    if (Object.keys(factors).length >= MAX_FACTORS) throw new TooManyFactorsError('Too many factors');
    await deleteOrphanedSecrets(deps, account);
    const id = newId();
    const secret = createTotpSecret();
    const createdAt = now();
    await factorSecrets.put({
      sub,
      id,
      ciphertext: await cipher.encrypt({ sub, id, secret }),
      name,
      createdAt,
      securityVersion,
      sid: caller.sid,
      validUntil: createdAt + ENROLMENT_MS,
    });
    await deleteOtherEnrolments(sub);
    return showEnrolment({ id, secret, serviceName, username });
  };
}

/** Orders enrolments by their age. Of the same age, one order for all requests is enough. */
function byAge(one: { createdAt: number; id: string }, other: { createdAt: number; id: string }): number {
  return one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1);
}
