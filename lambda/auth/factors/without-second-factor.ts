/**
 * The checks of second factors in a stage without them, for accounts that have one from before. It takes the place of
 * second-factor.ts. A file on demand, next to the bundle.
 */
import { secondFactorEvents } from '../../event-lists/factor-events';
import { authEvents } from '../../events';
import type { UpdateAccount } from '../../identity/accounts/update-account';
import { createDynamoFactorAttempts } from '../../identity/factors/factor-attempts';
import { refuseSecondFactor } from '../../identity/factors/proofs/refuse-second-factor';
import type { RequireSecondFactor } from '../../identity/factors/proofs/require-second-factor';
import {
  type SignInAfterResetDependencies,
  signInAfterReset,
} from '../../identity/factors/proofs/sign-in-after-reset';
import { createLog } from '../../shared/log';

/** What the checks take over from the bundle. */
export interface RefusalContext extends Omit<SignInAfterResetDependencies, 'factorSecrets' | 'log'> {
  readonly updateAccount: UpdateAccount;
}

/** Creates the function that refuses a sign-in, or completes it when a reset of the factors is due. */
export function createSecondFactorRequirement(context: RefusalContext): RequireSecondFactor {
  const { attempt_not_refunded, password_changed, signed_in } = authEvents;
  const { factors_reset, second_factor_unavailable } = secondFactorEvents;
  const deps = {
    ...context,
    factorAttempts: createDynamoFactorAttempts(context.updateAccount),
    // the stage has no right to them; they belong to no factor any more
    factorSecrets: { delete: async () => {} },
    log: createLog({
      ...{ attempt_not_refunded, password_changed, signed_in },
      ...{ factors_reset, second_factor_unavailable },
    }),
  };
  return signInAfterReset(deps, refuseSecondFactor(deps));
}
