/** Limits the mails that requests may cause, so that attackers cannot flood a mailbox through this service. */
import type { ClientInfo } from '../../shared/http/client-info';
import type { Log } from '../../shared/log';
import {
  createSourceClaims,
  type SourceClaim,
  type SourceClaimDependencies,
} from '../throttling/source-claims';
import { type SourceWindow, windowAt } from '../throttling/source-rate-limits';

/** The limits. Days and hours follow the clock, and each starts at zero. */
export const mailLimits = { accountPerDay: 5, addressPerDay: 5, sourcePerHour: 20 } as const;

/** The dependencies of the limits. */
export interface MailLimitDependencies extends Omit<SourceClaimDependencies, 'log'> {
  readonly log: Log<'mail_throttled' | 'attempt_not_refunded'>;
}

/** A mail to count. */
export interface MailClaim {
  /** The account that the mail is about. */
  readonly sub: string;
  /** The session that asks for it. */
  readonly sid: string;
  /** The normalized address of the mail. */
  readonly address: string;
  readonly source: ClientInfo;
}

/** Counts mails. */
export interface MailLimits {
  /**
   * Counts a mail against its account, its address and the source of the request. A refused mail is counted
   * nowhere, and is logged.
   * @returns the counts, from which to take the mail back when it cannot be sent; undefined when it is refused
   */
  claim(mail: MailClaim): Promise<SourceClaim | undefined>;
  /** Takes a mail back. Never fails. */
  release(claim: SourceClaim, source: ClientInfo): Promise<void>;
}

/**
 * Creates the limits.
 * @param group what the accounts and addresses are counted for. Mails of one group use up none of another
 */
export function createMailLimits(deps: MailLimitDependencies, group = 'mail'): MailLimits {
  const { sourceRateLimits, hashName, log, now } = deps;
  const sources = createSourceClaims(deps);
  return {
    async claim({ sub, sid, address, source }) {
      const at = now();
      const claimed: SourceWindow[] = [];
      const refuse = async (by: 'account' | 'address' | 'source') => {
        await sources.release(claimed, source);
        log('mail_throttled', { by, sub, sid, sourceIp: source.ip, requestId: source.requestId });
        return undefined;
      };
      const reserve = async (window: SourceWindow, max: number) => {
        const isReserved = await sourceRateLimits.reserve(window, max);
        if (isReserved) claimed.push(window);
        return isReserved;
      };
      const account = windowAt('mail-account', await hashName(`${group}/account/${sub}`), at);
      if (!(await reserve(account, mailLimits.accountPerDay))) return refuse('account');
      const mailbox = windowAt('mail-address', await hashName(`${group}/address/${address}`), at);
      if (!(await reserve(mailbox, mailLimits.addressPerDay))) return refuse('address');
      const outcome = await sources.claim('mail', source, mailLimits.sourcePerHour);
      return 'claim' in outcome ? [...claimed, ...outcome.claim] : refuse('source');
    },

    release: sources.release,
  };
}
