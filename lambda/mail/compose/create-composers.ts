/** Creates the composer of each kind of mail. */

import { composeConfirmEnrolment } from './compose-confirm-enrolment';
import type * as ComposeNotice from './compose-notice';
import { composeResetPassword } from './compose-reset-password';
import { composeVerifyEmail } from './compose-verify-email';
import type { ComposerDependencies, Composers } from './composer';

/** Loads the composers that few mails need. */
export interface ComposersOnDemand {
  readonly notice: () => Pick<typeof ComposeNotice, 'composeNotice'>;
}

export function createComposers(deps: ComposerDependencies, onDemand: ComposersOnDemand): Composers {
  return {
    'verify-email': composeVerifyEmail(deps),
    'reset-password': composeResetPassword(deps),
    'confirm-enrolment': composeConfirmEnrolment(deps),
    notice: (request) => onDemand.notice().composeNotice(deps)(request),
  };
}
