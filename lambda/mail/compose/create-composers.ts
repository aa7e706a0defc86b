/** Creates the composer of each kind of mail. */

import type * as ComposeConfirmEnrolment from './compose-confirm-enrolment';
import type * as ComposeNotice from './compose-notice';
import { composeResetPassword } from './compose-reset-password';
import { composeVerifyEmail } from './compose-verify-email';
import type { ComposerDependencies, Composers } from './composer';

/** Loads the composers that few mails need. */
export interface ComposersOnDemand {
  readonly confirmEnrolment: () => Pick<typeof ComposeConfirmEnrolment, 'composeConfirmEnrolment'>;
  readonly notice: () => Pick<typeof ComposeNotice, 'composeNotice'>;
}

export function createComposers(deps: ComposerDependencies, onDemand: ComposersOnDemand): Composers {
  return {
    'verify-email': composeVerifyEmail(deps),
    'reset-password': composeResetPassword(deps),
    'confirm-enrolment': (request) => onDemand.confirmEnrolment().composeConfirmEnrolment(deps)(request),
    notice: (request) => onDemand.notice().composeNotice(deps)(request),
  };
}
