/** Writes one line for each account of a table, in the order of the table. */
import type { AccountState } from '../../lambda/identity/accounts/account';
import type { AllAccounts, TablePosition } from '../../lambda/identity/accounts/all-accounts';
import { toUserSummary, type UserSummary } from '../../lambda/identity/operator/views/user-view';
import { retryUnavailable } from './retry-unavailable';
import type { TransferTools } from './transfer-tools';

/** The number of items of any kind that one call reads. */
const PAGE_ITEMS = 500;

/** The source, the filter and the output of a list. */
export interface ListJob {
  readonly accounts: AllAccounts;
  /** The state to list. @default - accounts in any state */
  readonly state?: AccountState | undefined;
  /** The maximum number of lines. @default - all */
  readonly limit?: number | undefined;
  readonly format: (user: UserSummary) => string;
  /** Writes text, and resolves when the output accepts more. */
  readonly write: (text: string) => Promise<unknown>;
  /** Returns the current time in epoch milliseconds. */
  readonly now: () => number;
}

/** The result of a list. */
export interface ListResult {
  readonly users: number;
  /** Whether the list contains everything that was asked for. */
  readonly isComplete: boolean;
}

/** Writes the lines. An account that changes during the list is listed as it was before or after the change. */
export async function listAccounts(job: ListJob, tools: TransferTools): Promise<ListResult> {
  const { accounts, state, limit = Number.POSITIVE_INFINITY, format, write, now } = job;
  let users = 0;
  let after: TablePosition | undefined;
  try {
    for (;;) {
      if (tools.isInterrupted()) return { users, isComplete: false };
      await tools.pace(PAGE_ITEMS);
      const page = await retryUnavailable(() => accounts.readPage(after, PAGE_ITEMS), tools.sleep);
      const chosen = page.accounts
        .filter((account) => state === undefined || account.state === state)
        .slice(0, limit - users);
      users += chosen.length;
      if (chosen.length > 0) {
        // the bar and the lines may share a terminal
        tools.display.end();
        await write(chosen.map((account) => `${format(toUserSummary(account, now()))}\n`).join(''));
      }
      if (page.next === undefined || users >= limit) return { users, isComplete: true };
      after = page.next;
      tools.display.show({ users, done: 0, total: 0 });
    }
  } finally {
    tools.display.end();
  }
}
