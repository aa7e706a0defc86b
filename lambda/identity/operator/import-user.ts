/** Imports an account from a line of an export: an operator's command, no route. */

import { UsernameTakenError } from '../../shared/errors';
import type { Account } from '../accounts/account';
import type { Accounts } from '../accounts/accounts';
import { COGNITO_HASH } from '../passwords/migration-hook';
import type { Sessions } from '../sessions/sessions';
import { noAttempts } from '../throttling/backoff';
import type { RecordAudit } from './record-audit';
import { parseUserRecord, UnusableRecordError, type UserRecord } from './user-record';

/** What an import needs. */
export interface ImportUserDependencies {
  readonly accounts: Pick<
    Accounts,
    'find' | 'create' | 'changePassword' | 'markSessionsRevoked' | 'replaceScopes'
  >;
  readonly sessions: Pick<Sessions, 'deleteAll'>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly newId: () => string;
  /** Whether accounts that are there get the password and the scopes of their lines. */
  readonly overwrite: boolean;
  /** Whether to judge alone, and write nothing. */
  readonly dryRun: boolean;
  readonly recordAudit: RecordAudit;
}

/** What became of a line; `unchanged`: the account was there, as the line says. */
export type ImportOutcome = 'created' | 'overwritten' | 'unchanged';

/**
 * Makes the operation. It may be run again after a failure.
 * @throws UnusableRecordError when the line can't be imported; nothing is written then
 */
export function importUser(deps: ImportUserDependencies): (line: string) => Promise<ImportOutcome> {
  const { accounts, dryRun } = deps;
  return async (line) => {
    const record = parseUserRecord(line);
    const present = await accounts.find(record.username.normalised);
    if (present) return meet(deps, present, record);
    if (!dryRun) await create(deps, record);
    return 'created';
  };
}

async function create(deps: ImportUserDependencies, record: UserRecord): Promise<void> {
  const account = toAccount(deps, record);
  await deps.recordAudit('operator_account_import', { sub: account.sub, overwrite: false });
  try {
    await deps.accounts.create(account);
  } catch (error) {
    if (!(error instanceof UsernameTakenError)) throw error;
    throw new UnusableRecordError('the name was taken during the import: import it again');
  }
}

/** A line meets an account that is there. Of the line, the password and the scopes count; the rest stays as it is. */
async function meet(
  { accounts, sessions, overwrite, dryRun, recordAudit }: ImportUserDependencies,
  present: Account,
  { sub = present.sub, passwordHash, scopes, state }: UserRecord,
): Promise<ImportOutcome> {
  /** Their tokens would still say what the account was. */
  async function endSessions(passwordVersion: number): Promise<void> {
    await sessions.deleteAll(present.sub);
    await accounts.markSessionsRevoked(present, passwordVersion);
  }

  if (sub !== present.sub) throw new UnusableRecordError('the name belongs to an account with another sub');
  const isSame =
    present.passwordHash === passwordHash &&
    present.scopes.join(' ') === scopes.join(' ') &&
    present.state === state;
  if (isSame) {
    const isSwept = present.sessionsRevokedThroughVersion === present.passwordVersion;
    // an earlier import may have ended between the change and the sweep
    if (overwrite && !dryRun && !isSwept) {
      await recordAudit('operator_account_import', { sub, overwrite });
      await endSessions(present.passwordVersion);
    }
    return 'unchanged';
  }
  if (!overwrite) throw new UnusableRecordError('the name is taken; --overwrite changes the account');
  if (present.state !== 'ACTIVE' || state !== 'ACTIVE') {
    throw new UnusableRecordError('an account that is being deleted is not overwritten');
  }
  if (passwordHash === COGNITO_HASH && present.passwordHash !== COGNITO_HASH) {
    throw new UnusableRecordError('the account has a password here already: $cognito$ does not replace it');
  }
  if (dryRun) return 'overwritten';
  await recordAudit('operator_account_import', { sub, overwrite });

  // a new version even for the same hash: it notes that sessions have to end
  const isChanged =
    (await accounts.changePassword(present, passwordHash)) && (await accounts.replaceScopes(present, scopes));
  if (!isChanged) throw new UnusableRecordError('the account changed during the import: import it again');
  await endSessions(present.passwordVersion + 1);
  return 'overwritten';
}

function toAccount(
  { now, newId }: ImportUserDependencies,
  { username, passwordHash, sub, scopes, createdAt, state }: UserRecord,
): Account {
  return {
    name: username.normalised,
    sub: sub ?? newId(),
    username: username.shown,
    passwordHash,
    passwordVersion: 1,
    sessionsRevokedThroughVersion: 1,
    state,
    scopes,
    createdAt: createdAt ?? now(),
    lastSid: '',
    sessionCount: 0,
    attempts: noAttempts,
    changeAttempts: noAttempts,
    devices: [],
  };
}
