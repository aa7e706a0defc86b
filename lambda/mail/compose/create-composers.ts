/** Creates the composer of each kind of mail. */

import { composeResetPassword } from './compose-reset-password';
import { composeVerifyEmail } from './compose-verify-email';
import type { ComposerDependencies, Composers } from './composer';

export function createComposers(deps: ComposerDependencies): Composers {
  return { 'verify-email': composeVerifyEmail(deps), 'reset-password': composeResetPassword(deps) };
}
