/** Composes the mails of one kind of request. */
import type { MailCodes } from '../../identity/email/mail-code';
import type { MailRequestKind, MailRequestOf } from '../../identity/email/mail-request';
import type { AddressSeal } from '../../identity/email/notices/address-seal';
import type { MailDesign } from '../../mail-templates/mail-design';
import type { EnrolmentReader } from '../enrolment-challenges';
import type { Recipients } from '../recipients';
import type { ResetReader } from '../reset-challenges';
import type { Mail } from '../send-email-input';

/** The dependencies of the composers. */
export interface ComposerDependencies {
  readonly recipients: Recipients;
  readonly resets: ResetReader;
  /** Loads the reader of the challenges of enrolments, which few mails need. */
  readonly enrolments: () => EnrolmentReader;
  readonly codes: Pick<MailCodes, 'derive'>;
  /** Loads the seal, which few mails need. */
  readonly seal: () => Pick<AddressSeal, 'open'>;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  /** The name of the service. */
  readonly service: string;
  /** The URL in front of the pages that links open, without a trailing slash. */
  readonly linkBase: string;
  /** @default - the built-in design */
  readonly design?: MailDesign;
}

/**
 * Why a mail is not sent. `superseded`: the address was verified, removed or replaced, or the reset was used or
 * may not be mailed. `no_address`: the account has none any more. `undeliverable`: mails to it come back.
 * `unreadable`: another key has sealed it.
 */
export type DiscardReason =
  | 'expired'
  | 'no_account'
  | 'not_active'
  | 'superseded'
  | 'revoked'
  | 'no_address'
  | 'undeliverable'
  | 'unreadable';

/**
 * Returns the mail of a request; a reason when the request is no longer valid.
 * @throws AwsCallError, DependencyUnavailableError
 */
export type Composer<Kind extends MailRequestKind> = (
  request: MailRequestOf<Kind>,
) => Promise<Mail | DiscardReason>;

/** The composer of each kind. */
export type Composers = { readonly [Kind in MailRequestKind]: Composer<Kind> };
