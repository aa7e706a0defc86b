/** Imports an account from a line of an export. A command for operators, without a route. */

import { hasCode } from '../../shared/errors';
import type { Account } from '../accounts/account';
import type { Accounts } from '../accounts/accounts';
import { createAccount, SubTakenError } from '../accounts/create-account';
import { findByEmail } from '../accounts/identifiers/find-by-email';
import { findByName, type NamedAccount } from '../accounts/identifiers/find-by-name';
import type { IdentifierPointers } from '../accounts/identifiers/identifier-pointers';
import { reserveName } from '../accounts/identifiers/reserve-identifier';
import { holdsEmail } from '../email/reserve-email';
import { COGNITO_HASH } from '../passwords/migration-hook';
import { hasPassword, NO_PASSWORD } from '../passwords/no-password';
import type { Sessions } from '../sessions/sessions';
import { noAttempts } from '../throttling/backoff';
import type { AccountAdministration } from './account-administration';
import {
  checkEmailIsFree,
  compareEmail,
  confirmEmail,
  createWithEmail,
  type ImportEmailDependencies,
} from './import/import-email';
import { checkTotpKey, compareTotp, createWithTotp, type ImportTotpDependencies } from './import/import-totp';
import { deriveUsername } from './import/imported-username';
import { createLineCheck } from './import/line-check';
import type { RecordAudit } from './record-audit';
import { parseUserRecord, UnusableRecordError, type UserRecord } from './user-record';

/** The dependencies of an import. */
export interface ImportUserDependencies
  extends Omit<ImportEmailDependencies, 'accounts'>,
    Omit<ImportTotpDependencies, 'accounts'> {
  readonly accounts: Pick<
    Accounts,
    'find' | 'create' | 'discard' | 'changePassword' | 'markSessionsRevoked' | 'replaceScopes'
  >;
  readonly administration: Pick<AccountAdministration, 'setTemporaryPassword'>;
  readonly names: IdentifierPointers;
  readonly sessions: Pick<Sessions, 'deleteAll'>;
  readonly newId: () => string;
  /** Whether existing accounts get the password and the scopes of their lines. */
  readonly overwrite: boolean;
  /** Whether to only check, and write nothing. */
  readonly dryRun: boolean;
  readonly recordAudit: RecordAudit;
}

/** The result for a line. `unchanged`: the account already matched the line. */
export type ImportOutcome = 'created' | 'overwritten' | 'unchanged';

/** A line that was imported. */
export interface ImportedLine {
  readonly outcome: ImportOutcome;
  /** The values that an overwritten account loses. @default - it was not overwritten */
  readonly overwritten?: OverwrittenValues;
  /**
   * The account, if its line has an address in place of a username.
   * @default - the line has a username, or a dry run would derive one
   */
  readonly named?: Pick<Account, 'sub' | 'username'> | undefined;
  /** Whether the address of the line was left out, since it is not verified. */
  readonly isEmailLeftOut?: boolean;
}

/** The values that a line replaced in an account. All its sessions are deleted as well. */
export interface OverwrittenValues {
  readonly sub: string;
  /** Whether the password differs, as far as the hashes show. */
  readonly isPasswordReplaced: boolean;
  /** Scopes that the line does not have. */
  readonly droppedScopes: readonly string[];
  /** Scopes that the account did not have. */
  readonly addedScopes: readonly string[];
  /** Whether it had a temporary password, to be changed at the next sign-in. */
  readonly isTemporaryPasswordDropped: boolean;
}

/**
 * Returns the operation for the lines of one file, to call in their order. Its parameters are a line, the
 * line's number, and the account's id if the line has none. After a failure it may be repeated with the same
 * id.
 * @throws UnusableRecordError when the line cannot be imported; nothing is written then
 */
export function importUser(
  deps: ImportUserDependencies,
): (line: string, number: number, newSub: string) => Promise<ImportedLine> {
  const { dryRun } = deps;
  const checkLine = createLineCheck();
  return async (line, number, newSub) => {
    const record = parseUserRecord(line);
    checkLine(record, number);
    checkTotpKey(deps, record);
    const leftOut = record.hasUnverifiedEmail && { isEmailLeftOut: true };
    const found = await findAccount(deps, record);
    if (found)
      return { ...(await importOver(deps, found, record)), ...leftOut, ...toNamed(record, found.account) };
    if (dryRun) {
      await checkEmailIsFree(deps, record, record.sub ?? newSub);
      return { outcome: 'created', ...leftOut };
    }
    return { outcome: 'created', ...leftOut, ...toNamed(record, await create(deps, record, newSub)) };
  };
}

/** Returns the username of an account whose line has an address in place of one, and nothing else of it. */
function toNamed(record: UserRecord, { sub, username }: Account): Pick<ImportedLine, 'named'> {
  return record.username ? {} : { named: { sub, username } };
}

/** An existing account. @default pointer - it was lost, as in a table after a failover */
type FoundAccount = Pick<NamedAccount, 'account'> & Partial<Pick<NamedAccount, 'pointer'>>;

const TAKEN_MEANWHILE = 'the name was taken during the import: import it again';
const SUB_TAKEN = 'an account with another name already has the sub';

/** Finds the account that a line names: by its username or address, or by its `sub` when no pointer leads to it. */
async function findAccount(
  deps: ImportUserDependencies,
  { sub, username, email }: UserRecord,
): Promise<FoundAccount | undefined> {
  const name = username?.normalised;
  const address = email?.normalised ?? '';
  const found = await (name === undefined ? findByEmail(deps, address) : findByName(deps, name));
  if (found || sub === undefined) {
    if (!found || username) return found;
    // the pointer of its name, which an earlier import may not have confirmed
    const pointer = await deps.names.find(found.account.name);
    return { account: found.account, ...(pointer?.sub === found.account.sub && { pointer }) };
  }
  const account = await deps.accounts.find(sub);
  const isNamed = account && (name === undefined ? holdsEmail(account, address) : account.name === name);
  if (account && !isNamed) throw new UnusableRecordError(SUB_TAKEN);
  return account && { account };
}

async function create(deps: ImportUserDependencies, record: UserRecord, newSub: string): Promise<Account> {
  const account = toAccount(newSub, record, deps);
  await deps.recordAudit('operator_account_import', { sub: account.sub, overwrite: false });
  const createUser = async (user: Account) => {
    try {
      await createAccount(deps)(user);
    } catch (error) {
      if (error instanceof SubTakenError) throw new UnusableRecordError(SUB_TAKEN);
      if (hasCode(error, 'USERNAME_TAKEN')) throw new UnusableRecordError(TAKEN_MEANWHILE);
      throw error;
    }
  };
  const { totp } = record;
  await createWithEmail(deps, account, () => createWithTotp(deps, { account, totp, newSub }, createUser));
  return account;
}

/**
 * Imports a line whose account exists. Only the password and the scopes of the line apply; the rest of the
 * account stays as it is.
 */
async function importOver(
  deps: ImportUserDependencies,
  { account: present, pointer }: FoundAccount,
  record: UserRecord,
): Promise<ImportedLine> {
  const { accounts, names, sessions, overwrite, dryRun, recordAudit } = deps;
  const { sub } = present;
  const isConfirmed = pointer?.state === 'CONFIRMED';

  /** Deletes its sessions, since their tokens still carry the old values. */
  async function endSessions(securityVersion: number): Promise<void> {
    await sessions.deleteAll(sub);
    await accounts.markSessionsRevoked(present, securityVersion);
  }

  /** Confirms the name and the address, since an earlier import may have stopped before it did. */
  async function confirmIdentifiers(): Promise<void> {
    if (!address.isConfirmed) await confirmEmail(deps, present, address.pointer);
    if (isConfirmed) return;
    try {
      if (await names.confirm(pointer ?? (await reserveName(deps, present)))) return;
    } catch (error) {
      if (!hasCode(error, 'USERNAME_TAKEN')) throw error;
    }
    throw new UnusableRecordError(TAKEN_MEANWHILE);
  }

  if (record.sub !== undefined && record.sub !== sub) {
    throw new UnusableRecordError('the name belongs to an account with another sub');
  }
  const address = await compareEmail(deps, present, record);
  compareTotp(present, record);
  if (isSame(present, record)) {
    // an earlier import may have stopped between the change and the deletion of sessions
    const sweeps = overwrite && present.sessionsRevokedThroughVersion !== present.securityVersion;
    if (!dryRun && (sweeps || !isConfirmed || !address.isConfirmed)) {
      await recordAudit('operator_account_import', { sub, overwrite });
      await confirmIdentifiers();
      if (sweeps) await endSessions(present.securityVersion);
    }
    return { outcome: 'unchanged' };
  }
  checkOverwriting(present, record, overwrite);
  const overwritten = compare(present, record);
  if (dryRun) return { outcome: 'overwritten', overwritten };
  const { addedScopes: add, droppedScopes: remove } = overwritten;
  await recordAudit('operator_account_import', { sub, overwrite, add, remove });
  await confirmIdentifiers();

  // a new version even for the same hash: it records that sessions must be deleted
  const isChanged =
    (await changePassword(deps, present, record)) && (await accounts.replaceScopes(present, record.scopes));
  if (!isChanged) throw new UnusableRecordError('the account changed during the import: import it again');
  await endSessions(present.securityVersion + 1);
  return { outcome: 'overwritten', overwritten };
}

function isSame(
  present: Account,
  { passwordHash, scopes, state, passwordTemporaryUntil }: UserRecord,
): boolean {
  return (
    present.passwordHash === passwordHash &&
    present.passwordTemporaryUntil === passwordTemporaryUntil &&
    present.scopes.join(' ') === scopes.join(' ') &&
    present.state === state
  );
}

/** @throws UnusableRecordError when the account must not be overwritten, or not by this line */
function checkOverwriting(present: Account, { passwordHash, state }: UserRecord, overwrite: boolean): void {
  if (!overwrite && present.state !== 'EXPIRED')
    throw new UnusableRecordError('the name is taken: use --overwrite to change the account');
  if (present.state === 'DELETING' || state === 'DELETING') {
    throw new UnusableRecordError('the account is being deleted and cannot be overwritten');
  }
  if (present.state === 'EXPIRED') {
    throw new UnusableRecordError('the account with this sub has expired: import the line without sub');
  }
  if (present.state === 'DISABLED') {
    throw new UnusableRecordError('the account is disabled and cannot be overwritten: enable it first');
  }
  if (state === 'DISABLED') {
    throw new UnusableRecordError('the line has the state DISABLED: disable the account with users:disable');
  }
  if (passwordHash === COGNITO_HASH && present.passwordHash !== COGNITO_HASH) {
    throw new UnusableRecordError('the account already has a password hash, which $cognito$ cannot replace');
  }
  if (passwordHash === NO_PASSWORD && hasPassword(present)) {
    throw new UnusableRecordError('the account has a password, and a line without one cannot take it away');
  }
}

function changePassword(
  { accounts, administration }: ImportUserDependencies,
  present: Account,
  { passwordHash: hash, passwordTemporaryUntil: until }: UserRecord,
): Promise<boolean> {
  if (until === undefined) return accounts.changePassword(present, hash);
  return administration.setTemporaryPassword(present, { hash, until });
}

function compare(present: Account, record: UserRecord): OverwrittenValues {
  return {
    sub: present.sub,
    isPasswordReplaced: present.passwordHash !== record.passwordHash,
    droppedScopes: present.scopes.filter((scope) => !record.scopes.includes(scope)),
    addedScopes: record.scopes.filter((scope) => !present.scopes.includes(scope)),
    isTemporaryPasswordDropped:
      present.passwordTemporaryUntil !== undefined && record.passwordTemporaryUntil === undefined,
  };
}

function toAccount(
  newSub: string,
  record: UserRecord,
  { now, newId }: Pick<ImportUserDependencies, 'now' | 'newId'>,
): Account {
  const { passwordHash, passwordTemporaryUntil, email, state, scopes } = record;
  const { sub = newSub, createdAt = now() } = record;
  const username = record.username ?? deriveUsername(sub);
  return {
    name: username.normalised,
    sub,
    username: username.shown,
    ...(email && {
      email: { address: email.normalised, shown: email.shown, verifiedAt: now(), verifiedBy: newId() },
    }),
    passwordHash,
    securityVersion: 1,
    ...(passwordTemporaryUntil !== undefined && { passwordTemporaryUntil }),
    sessionsRevokedThroughVersion: 1,
    state,
    scopes,
    createdAt,
    lastSid: '',
    sessionCount: 0,
    attempts: noAttempts,
    changeAttempts: noAttempts,
    devices: [],
  };
}
