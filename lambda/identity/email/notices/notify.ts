/** How an operation reports what the user of an account should hear of. */
import type { NoticeKind } from '../../../notice-kinds';
import type { Account } from '../../accounts/account';

/**
 * The account of a notice as it was before the change, or only its id when the operation has not read it. For
 * `sealedNotices` it must be the account, as its address may be on it no longer.
 */
export type NoticedAccount = Pick<Account, 'sub'> & Partial<Pick<Account, 'username' | 'email'>>;

/**
 * Notes that a notice is due. An operation calls it once its change is committed. It neither fails nor makes a
 * call: the function sends the notices after the operation.
 */
export type Notify = (notice: NoticeKind, account: NoticedAccount) => void;

/** A notice to send. */
export interface DueNotice {
  readonly notice: NoticeKind;
  readonly account: NoticedAccount;
}
