/** The code that goes to the verified address of an account before its first factor is added at a sign-in. */
import { TooManyAttemptsError } from '../../../shared/errors';
import type { ClientInfo } from '../../../shared/http/client-info';
import { NO_SESSION } from '../../email/account-email';
import { isSameCode, type MailCodes, readCode } from '../../email/mail-code';
import { chooseMailLanguage } from '../../email/mail-language';
import { createMailLimits, type MailLimitDependencies } from '../../email/mail-limits';
import type { MailQueue } from '../../email/mail-queue';

/** The purpose of the code, and the kind of its mail. */
const CONFIRM_ENROLMENT = 'confirm-enrolment';

/** The dependencies of the mails. */
export interface EnrolmentMailDependencies extends MailLimitDependencies {
  readonly mailCodes: Pick<MailCodes, 'derive'>;
  readonly mailQueue: MailQueue;
}

/** A mail to request. */
export interface EnrolmentMailCommand {
  readonly sub: string;
  /** The normalized address. */
  readonly address: string;
  /** The digest of the challenge, from which the code is derived. It is not secret. */
  readonly digest: string;
  /** When the code expires, in epoch milliseconds. */
  readonly expiresAt: number;
  readonly source: ClientInfo;
}

/** Mails codes, and compares them. */
export interface EnrolmentMail {
  /**
   * Counts a mail, runs `store`, and requests the mail. After a failure the mail is not counted.
   * @throws TooManyAttemptsError when the limits of mails refuse it. `store` does not run
   * @throws DependencyUnavailableError when it cannot be requested
   */
  request(mail: EnrolmentMailCommand, store: () => Promise<void>): Promise<void>;
  /** @throws DependencyUnavailableError */
  derive(digest: string): Promise<string>;
}

const HOUR_MS = 60 * 60 * 1000;

/**
 * Creates the mails of a stage with e-mail. They are counted apart from others: any user may request mails to an address,
 * and must not keep the account of that address out.
 */
export function createEnrolmentMail(deps: EnrolmentMailDependencies): EnrolmentMail {
  const { mailCodes, mailQueue, now } = deps;
  const mailLimits = createMailLimits(deps, 'enrolments');
  return {
    async request({ sub, address, digest, expiresAt, source }, store) {
      const claim = await mailLimits.claim({ sub, sid: NO_SESSION, address, source });
      // the counts start again on the hour, some of them later
      if (!claim) throw new TooManyAttemptsError(Math.ceil((HOUR_MS - (now() % HOUR_MS)) / 1000));
      try {
        await store();
        const language = chooseMailLanguage(source.language);
        const code = { challenge: digest, generation: 1, language, expiresAt };
        await mailQueue.enqueue({ kind: CONFIRM_ENROLMENT, sub, ...code });
      } catch (error) {
        await mailLimits.release(claim, source);
        throw error;
      }
    },

    async derive(digest) {
      const source = { purpose: CONFIRM_ENROLMENT, challenge: digest, generation: 1 } as const;
      return (await mailCodes.derive(source)).code;
    },
  };
}

/** Whether a text is the code of the mail, as its user typed it. In constant time. */
export function isMailedCode(expected: string, typed: string): boolean {
  return isSameCode(readCode(typed) ?? '', expected);
}
