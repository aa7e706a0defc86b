/** Imports an account from a line of an export: an operator's command, no route. */

import { UsernameTakenError } from '../../shared/errors';
import type { Account } from '../accounts/account';
import type { Accounts } from '../accounts/accounts';
import { createAccount, SubTakenError } from '../accounts/create-account';
import { findByName } from '../accounts/identifiers/find-by-name';
import type { NamePointers } from '../accounts/identifiers/name-pointers';
import { COGNITO_HASH } from '../passwords/migration-hook';
import type { Sessions } from '../sessions/sessions';
import { noAttempts } from '../throttling/backoff';
import type { RecordAudit } from './record-audit';
import { parseUserRecord, UnusableRecordError, type UserRecord } from './user-record';

/** What an import needs. */
export interface ImportUserDependencies {
  readonly accounts: Pick<
    Accounts,
    'find' | 'create' | 'discard' | 'changePassword' | 'markSessionsRevoked' | 'replaceScopes'
  >;
  readonly names: NamePointers;
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
 * Makes the operation for the lines of one file, which it takes in their order, each with its number. It may be run again after a
 * failure.
 * @throws UnusableRecordError when the line can't be imported; nothing is written then
 */
export function importUser(
  deps: ImportUserDependencies,
): (line: string, number: number) => Promise<ImportOutcome> {
  const { accounts, names, dryRun } = deps;
  const checkSub = createSubCheck();
  return async (line, number) => {
    const record = parseUserRecord(line);
    checkSub(record, number);
    const found = await findByName(deps, record.username.normalised);
    if (found) {
      // an earlier import may have ended before it had confirmed the name
      const isConfirmed =
        dryRun || found.pointer.state === 'CONFIRMED' || (await names.confirm(found.pointer));
      if (!isConfirmed) throw new UnusableRecordError(TAKEN_MEANWHILE);
      return importOver(deps, found.account, record);
    }
    if (record.sub !== undefined && (await accounts.find(record.sub)))
      throw new UnusableRecordError(SUB_TAKEN);
    if (!dryRun) await create(deps, record);
    return 'created';
  };
}

const TAKEN_MEANWHILE = 'the name was taken during the import: import it again';
const SUB_TAKEN = 'an account with another name has the sub';

/**
 * Makes the check that no two lines give one `sub` to different names. The table refuses the second as well, but a dry run writes
 * nothing, and of two lines at once either could come first.
 */
function createSubCheck(): (record: UserRecord, number: number) => void {
  const seen = new Map<string, { readonly name: string; readonly number: number }>();
  return ({ sub, username: { normalised: name } }, number) => {
    if (sub === undefined) return;
    const earlier = seen.get(sub);
    if (!earlier) seen.set(sub, { name, number });
    else if (earlier.name !== name) {
      throw new UnusableRecordError(`line ${earlier.number} gives the sub to another name`);
    }
  };
}

async function create(deps: ImportUserDependencies, record: UserRecord): Promise<void> {
  const account = toAccount(deps, record);
  await deps.recordAudit('operator_account_import', { sub: account.sub, overwrite: false });
  try {
    await createAccount(deps)(account);
  } catch (error) {
    if (error instanceof SubTakenError) throw new UnusableRecordError(SUB_TAKEN);
    if (error instanceof UsernameTakenError) throw new UnusableRecordError(TAKEN_MEANWHILE);
    throw error;
  }
}

/** A line meets an account that is there. Of the line, the password and the scopes count; the rest stays as it is. */
async function importOver(
  { accounts, sessions, overwrite, dryRun, recordAudit }: ImportUserDependencies,
  present: Account,
  { sub = present.sub, passwordHash, scopes, state }: UserRecord,
): Promise<ImportOutcome> {
  /** Their tokens would still say what the account was. */
  async function endSessions(securityVersion: number): Promise<void> {
    await sessions.deleteAll(present.sub);
    await accounts.markSessionsRevoked(present, securityVersion);
  }

  if (sub !== present.sub) throw new UnusableRecordError('the name belongs to an account with another sub');
  const isSame =
    present.passwordHash === passwordHash &&
    present.scopes.join(' ') === scopes.join(' ') &&
    present.state === state;
  if (isSame) {
    const isSwept = present.sessionsRevokedThroughVersion === present.securityVersion;
    // an earlier import may have ended between the change and the sweep
    if (overwrite && !dryRun && !isSwept) {
      await recordAudit('operator_account_import', { sub, overwrite });
      await endSessions(present.securityVersion);
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
  await endSessions(present.securityVersion + 1);
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
    securityVersion: 1,
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
