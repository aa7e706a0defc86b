/**
 * The store of accounts. Every change is one conditional write: it applies to the account as it was read, or
 * not at all.
 */
import {
  DeleteItemCommand,
  type DeleteItemCommandInput,
  type DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { toAttributes } from '../../shared/table/attributes';
import { conditionalWrite } from '../../shared/table/conditional-write';
import { readItem } from '../../shared/table/read-item';
import { type SignIn, toSignInUpdate } from '../authentication/sign-in-update';
import { atTime } from '../email/policy/account-expiry';
import type { Account } from './account';
import { ACCOUNT_ATTRIBUTES, accountKey, toAccount, toAccountItem } from './account-item';
import { keepSession } from './kept-session';
import { createAccountUpdate } from './update-account';

/** What to write together with the end of revocations. */
export interface RevocationOptions {
  /**
   * Whether to clear the failed attempts to change the password. A repeated change counts as attempts, and
   * finds its own version in place. "Sign out everywhere" must not clear them: its caller could guess on.
   * @default false
   */
  readonly clearsChangeAttempts?: boolean;
}

/** Stores accounts. */
export interface Accounts {
  find(sub: string): Promise<Account | undefined>;
  /**
   * Creates an account. The caller must reserve its name first.
   * @returns false when another account has this id, even one with the same name
   */
  create(account: Account): Promise<boolean>;
  /**
   * Deletes exactly this account, which was just created or has expired, and which no other sign-in has used. An
   * account that got an address meanwhile, or no longer expires, stays.
   * @returns whether the account is deleted
   */
  discard(account: Account): Promise<boolean>;
  /**
   * Counts a new session if the account is unchanged since its user was authenticated.
   * @returns the number of its sessions; undefined when its password, security version, scopes or username
   * changed, or it was deleted
   */
  commitSignIn(signIn: SignIn): Promise<number | undefined>;
  /** Corrects the count of sessions, unless a sign-in happened after the count was taken. */
  correctSessionCount(account: Account, counted: number, actual: number): Promise<void>;
  /**
   * Replaces the scopes of an account.
   * @returns false when they have changed since the account was read
   */
  replaceScopes(account: Account, scopes: readonly string[]): Promise<boolean>;
  /**
   * Replaces the password with one that is not temporary and raises the security version. Also clears the
   * failures of sign-ins and changes, because they were guesses at another password.
   * @param sid the session that asks for the change, which stays valid. Default: an operator asks, and no
   * session stays valid
   * @returns false when the account has changed since it was read
   */
  changePassword(account: Account, newPasswordHash: string, sid?: string): Promise<boolean>;
  /**
   * Raises the security version. This revokes every existing session and every sign-in in progress.
   * @returns the new version; undefined when the account does not exist
   */
  raiseSecurityVersion(sub: string): Promise<number | undefined>;
  /** Records that all sessions of versions below `securityVersion` are revoked. */
  markSessionsRevoked(
    account: Pick<Account, 'sub'>,
    securityVersion: number,
    options?: RevocationOptions,
  ): Promise<void>;
  /**
   * Closes an account permanently: from now on, no user can sign in to it.
   * @param by who closes it. An owner cannot close a disabled account
   * @returns false when the account does not exist, or its owner cannot close it
   */
  markDeleting(account: Account, by: 'owner' | 'operator'): Promise<boolean>;
  /**
   * Deletes an account whose deletion has begun. The caller must release its names afterwards.
   * @returns the account as it was last stored; undefined when it was already deleted
   */
  delete(account: Account): Promise<Account | undefined>;
}

/**
 * Whether a found account is the one just created. Another import may have created its own account with the
 * same id and name.
 */
function isSameCreation(found: Account, { name, passwordHash, createdAt }: Account): boolean {
  return found.name === name && found.passwordHash === passwordHash && found.createdAt === createdAt;
}

/**
 * Creates a store that keeps accounts in the DynamoDB table.
 * @param now the time in epoch milliseconds. Default: `Date.now`
 */
export function createDynamoAccounts(
  client: DynamoDBClient,
  tableName: string,
  now: () => number = Date.now,
): Accounts {
  const updateIf = createAccountUpdate(client, tableName);

  async function find(sub: string): Promise<Account | undefined> {
    const item = await readItem(client, tableName, accountKey(sub), ACCOUNT_ATTRIBUTES);
    return item && atTime(toAccount(sub, item), now());
  }

  /**
   * Deletes an account if a condition holds. Returns its attributes; undefined when the condition did not
   * hold.
   */
  async function deleteIf(sub: string, condition: Partial<DeleteItemCommandInput>) {
    const remove = new DeleteItemCommand({
      TableName: tableName,
      Key: accountKey(sub),
      ReturnValues: 'ALL_OLD',
      ...condition,
    });
    const written = await conditionalWrite(client, remove);
    return written.isApplied ? written.attributes : undefined;
  }

  return {
    find,

    async create(account) {
      const put = new PutItemCommand({
        TableName: tableName,
        Item: toAccountItem(account),
        ConditionExpression: 'attribute_not_exists(pk)',
      });
      if ((await conditionalWrite(client, put)).isApplied) return true;
      // if only the response was lost, a retry inside the SDK finds its own first write
      const found = await find(account.sub);
      return found !== undefined && isSameCreation(found, account);
    },

    async discard({ sub, name, passwordHash, createdAt, lastSid, email, expiresAt }) {
      const deleted = await deleteIf(sub, {
        // imported accounts with one id may differ only in name, time or hash; none was signed in to
        ConditionExpression:
          'attribute_not_exists(pk) OR (#name = :name AND passwordHash = :hash AND createdAt = :at AND lastSid = :sid' +
          `${email ? '' : ' AND attribute_not_exists(email)'}${expiresAt ? ' AND expiresAt = :end' : ''})`,
        ExpressionAttributeNames: { '#name': 'name' },
        ExpressionAttributeValues: toAttributes({
          ':name': name,
          ':hash': passwordHash,
          ':at': createdAt,
          ':sid': lastSid,
          ':end': expiresAt,
        }),
      });
      return deleted !== undefined;
    },

    async commitSignIn(signIn) {
      const updated = await updateIf(signIn.account, toSignInUpdate(signIn));
      if (updated) return Number(updated.sessionCount?.N);
      // if only the response was lost, a retry inside the SDK finds its own first write
      const found = await find(signIn.account.sub);
      return found?.lastSid === signIn.sid ? found.sessionCount : undefined;
    },

    async correctSessionCount(account, counted, actual) {
      await updateIf(account, {
        // the count alone could be equal again after other sign-ins and their corrections
        ConditionExpression: '#lastSid = :sid AND #sessionCount = :counted',
        UpdateExpression: 'SET #sessionCount = :actual',
        ExpressionAttributeNames: { '#lastSid': 'lastSid', '#sessionCount': 'sessionCount' },
        ExpressionAttributeValues: toAttributes({
          ':sid': account.lastSid,
          ':counted': counted,
          ':actual': actual,
        }),
      });
    },

    async replaceScopes(account, scopes) {
      const updated = await updateIf(account, {
        ConditionExpression: '#scope = :before',
        UpdateExpression: 'SET #scope = :after',
        ExpressionAttributeNames: { '#scope': 'scope' },
        ExpressionAttributeValues: toAttributes({
          ':before': account.scopes.join(' '),
          ':after': scopes.join(' '),
        }),
      });
      if (updated) return true;
      // after a lost response, the new scopes are already stored
      const found = await find(account.sub);
      return found?.scopes.join(' ') === scopes.join(' ');
    },

    async changePassword(account, newPasswordHash, sid) {
      const kept = sid === undefined ? undefined : keepSession(account, sid);
      const updated = await updateIf(account, {
        ConditionExpression: '#hash = :hash AND #version = :version AND #state = :active',
        UpdateExpression: [
          'SET #hash = :newHash, #version = :newVersion, #changeFailures = :zero, #failures = :zero',
          kept ? ', #sid = :sid, #from = :from REMOVE #until' : ' REMOVE #sid, #from, #until',
        ].join(''),
        ExpressionAttributeNames: {
          '#hash': 'passwordHash',
          '#version': 'securityVersion',
          '#state': 'state',
          '#sid': 'keptSid',
          '#from': 'keptFromVersion',
          '#until': 'passwordTemporaryUntil',
          '#changeFailures': 'changeFailures',
          '#failures': 'failures',
        },
        ExpressionAttributeValues: toAttributes({
          ':hash': account.passwordHash,
          ':newHash': newPasswordHash,
          ':version': account.securityVersion,
          ':newVersion': account.securityVersion + 1,
          ':sid': kept?.sid,
          ':from': kept?.fromVersion,
          ':zero': 0,
          ':active': 'ACTIVE',
        }),
      });
      if (updated) return true;
      // after a lost response, the new hash is already stored; its salt makes it unique to this change
      return (await find(account.sub))?.passwordHash === newPasswordHash;
    },

    async raiseSecurityVersion(sub) {
      // a retry inside the SDK may raise it twice, which revokes nothing more
      const updated = await updateIf(
        { sub },
        {
          UpdateExpression: 'ADD #version :one REMOVE #sid, #from',
          ExpressionAttributeNames: {
            '#version': 'securityVersion',
            '#sid': 'keptSid',
            '#from': 'keptFromVersion',
          },
          ExpressionAttributeValues: toAttributes({ ':one': 1 }),
        },
      );
      return updated && Number(updated.securityVersion?.N);
    },

    async markSessionsRevoked(account, securityVersion, { clearsChangeAttempts = false } = {}) {
      await updateIf(account, {
        ConditionExpression: '#swept <= :version',
        UpdateExpression: `SET #swept = :version${clearsChangeAttempts ? ', #failures = :zero' : ''}`,
        ExpressionAttributeNames: {
          '#swept': 'sessionsRevokedThroughVersion',
          ...(clearsChangeAttempts && { '#failures': 'changeFailures' }),
        },
        ExpressionAttributeValues: toAttributes({
          ':version': securityVersion,
          ':zero': clearsChangeAttempts ? 0 : undefined,
        }),
      });
    },

    async markDeleting(account, by) {
      const isOwner = by === 'owner';
      const updated = await updateIf(account, {
        ...(isOwner && { ConditionExpression: '#state IN (:active, :deleting)' }),
        UpdateExpression: 'SET #state = :deleting',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: toAttributes({
          ':deleting': 'DELETING',
          ':active': isOwner ? 'ACTIVE' : undefined,
        }),
      });
      return updated !== undefined;
    },

    async delete({ sub }) {
      const deleted = await deleteIf(sub, {
        ConditionExpression: '#state = :deleting',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: toAttributes({ ':deleting': 'DELETING' }),
      });
      return deleted && toAccount(sub, deleted);
    },
  };
}
