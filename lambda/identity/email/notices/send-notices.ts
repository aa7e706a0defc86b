/** Requests the mails of the notices that a request has made due. */

import type { MailLanguage } from '../../../mail-templates/mail-template';
import { sealedNotices } from '../../../notice-kinds';
import { describeError } from '../../../shared/describe-error';
import type { Log } from '../../../shared/log';
import type { Accounts } from '../../accounts/accounts';
import type { KeyedHasher } from '../../throttling/keyed-hasher';
import type { SourceRateLimits, SourceWindow } from '../../throttling/source-rate-limits';
import type { AccountEmail } from '../account-email';
import type { MailQueue } from '../mail-queue';
import type { AddressSeal } from './address-seal';
import type { DueNotice } from './notify';
import type { RoughDevice } from './rough-device';

/** The dependencies of the requests. */
export interface SendNoticesDependencies {
  readonly accounts: Pick<Accounts, 'find'>;
  readonly mailQueue: MailQueue;
  readonly seal: Pick<AddressSeal, 'seal'>;
  readonly sourceRateLimits: SourceRateLimits;
  readonly hashName: KeyedHasher;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  readonly log: Log<'notice_requested' | 'notice_failed'>;
}

/** What the notices of one request share. */
export interface NoticeOrigin {
  readonly requestId: string;
  readonly language: MailLanguage;
  /** @default - a device that is not known */
  readonly device?: RoughDevice | undefined;
}

const DAY_SECONDS = 86_400;

/**
 * Returns the operation, which never fails: an error is logged, and the change that caused the notice stays.
 *
 * An account gets at most one notice of a kind in a day of UTC. Each kind is counted on its own, and apart from
 * the mails with codes, so that no other mail uses up a notice. Notices of changes of the address are counted
 * for each address that was replaced.
 */
export function sendNotices(
  deps: SendNoticesDependencies,
): (due: readonly DueNotice[], origin: NoticeOrigin) => Promise<void> {
  const { accounts, mailQueue, seal, sourceRateLimits, hashName, now, log } = deps;

  /** Returns the address of the notice; undefined when the account has none that mails reach. */
  async function findAddress({ account }: DueNotice): Promise<AccountEmail | undefined> {
    const isWhole = account.username !== undefined;
    const holder = isWhole ? account : await accounts.find(account.sub);
    const email = holder?.email;
    return email && 'undeliverable' in email ? undefined : email;
  }

  /** Counts the notice. Of parallel ones, only one is admitted. */
  async function claim({ notice, account: { sub } }: DueNotice, address: string, at: number) {
    const subject = notice === 'email-changed' ? `${sub}/${address}` : sub;
    const window: SourceWindow = {
      kind: 'notice',
      sourceHash: await hashName(`notice/${notice}/${subject}`),
      endsAt: (Math.floor(at / 1000 / DAY_SECONDS) + 1) * DAY_SECONDS,
    };
    return (await sourceRateLimits.reserve(window, 1)) ? window : undefined;
  }

  async function request(due: DueNotice, { language, device }: NoticeOrigin): Promise<boolean> {
    const { notice, account } = due;
    const { sub, username } = account;
    const email = await findAddress(due);
    if (!email) return false;
    const at = now();
    const window = await claim(due, email.address, at);
    if (!window) return false;
    try {
      // the mail function can read any other address on the account
      const isSealed = sealedNotices.includes(notice) && username !== undefined;
      const sealed = isSealed ? await seal.seal({ to: email.shown, username }, { notice, sub }) : undefined;
      await mailQueue.enqueue({ kind: 'notice', sub, notice, at, language, device, sealed });
      return true;
    } catch (error) {
      // the next event of the day may send it
      await sourceRateLimits.refund(window).catch(() => {});
      throw error;
    }
  }

  return async (due, origin) => {
    const { requestId } = origin;
    for (const one of due) {
      const fields = { kind: one.notice, sub: one.account.sub };
      try {
        if (await request(one, origin)) log('notice_requested', { ...fields, requestId });
      } catch (error) {
        log('notice_failed', { ...fields, error: describeError(error) });
      }
    }
  };
}
