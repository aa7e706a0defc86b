/** The store of accounts. Every change is one conditional write: it happens to the account that was read, or not at all. */
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
import type { Account } from './account';
import { ACCOUNT_ATTRIBUTES, accountKey, toAccount, toAccountItem } from './account-item';
import { keepSession } from './kept-session';
import { createAccountUpdate } from './update-account';

/** What else to write when sessions were ended. */
export interface RevocationOptions {
  /**
   * Whether the attempts to change the password are over: a change that is sent again finds its version there, and has counted as
   * attempts. Otherwise they stay, or signing out everywhere would let its caller guess on. @default false
   */
  readonly clearsChangeAttempts?: boolean;
}

/** Where accounts are kept. */
export interface Accounts {
  find(sub: string): Promise<Account | undefined>;
  /**
   * Puts a new account. Its name is to be reserved before.
   * @returns false when there is another one of this id, be it under the same name
   */
  create(account: Account): Promise<boolean>;
  /**
   * Takes back this very account, which was just created and which no other sign-in has used.
   * @returns whether it is gone
   */
  discard(account: Account): Promise<boolean>;
  /**
   * Counts a new session, if the account is still what it was when its user was authenticated.
   * @returns the count of its sessions; undefined when it is not: its password, security version, scopes or username were changed,
   *   or it was removed since
   */
  commitSignIn(signIn: SignIn): Promise<number | undefined>;
  /** Corrects the count of sessions, unless there was a sign-in since its `lastSid` was `counted`. */
  correctSessionCount(account: Account, counted: number, actual: number): Promise<void>;
  /**
   * Replaces the scopes of an account as it was read.
   * @returns false when it has changed since
   */
  replaceScopes(account: Account, scopes: readonly string[]): Promise<boolean>;
  /**
   * Replaces the password of an account as it was read with one that is not temporary, raises its security version, and forgets the
   * failures of sign-ins and changes: they were guesses at another password.
   * @param sid the session that asks for it, which goes on. Default: an operator asks
   * @returns false when it has changed since
   */
  changePassword(account: Account, newPasswordHash: string, sid?: string): Promise<boolean>;
  /**
   * Raises the security version: no session that is open now, and no sign-in that is under way, outlives it.
   * @returns the new version; undefined when there is no such account
   */
  raiseSecurityVersion(sub: string): Promise<number | undefined>;
  /** Notes that the sessions of versions below `securityVersion` have been ended. */
  markSessionsRevoked(
    account: Pick<Account, 'sub'>,
    securityVersion: number,
    options?: RevocationOptions,
  ): Promise<void>;
  /**
   * Closes an account for good: nobody can sign in to it any more.
   * @param by whom it is closed: its owner can't close a disabled one
   * @returns false when there is no such account, or its owner can't close it
   */
  markDeleting(account: Account, by: 'owner' | 'operator'): Promise<boolean>;
  /**
   * Removes an account that is being deleted. Its names are to be released after.
   * @returns the account as it was at last; undefined when it was gone already
   */
  delete(account: Account): Promise<Account | undefined>;
}

/** Whether an account is one that was created so: another import may have made its own of the same id and name. */
function isSameCreation(found: Account, { name, passwordHash, createdAt }: Account): boolean {
  return found.name === name && found.passwordHash === passwordHash && found.createdAt === createdAt;
}

/** Keeps accounts in the DynamoDB table. */
export function createDynamoAccounts(client: DynamoDBClient, tableName: string): Accounts {
  const updateIf = createAccountUpdate(client, tableName);

  async function find(sub: string): Promise<Account | undefined> {
    const item = await readItem(client, tableName, accountKey(sub), ACCOUNT_ATTRIBUTES);
    return item && toAccount(sub, item);
  }

  /** Returns the deleted attributes; undefined when the condition did not hold. */
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
      // a retry inside the SDK meets its own first write when only the answer was lost
      const found = await find(account.sub);
      return found !== undefined && isSameCreation(found, account);
    },

    async discard({ sub, name, passwordHash, createdAt, lastSid }) {
      const deleted = await deleteIf(sub, {
        // imported accounts of one id may differ in name, time or hash alone: none was signed in to
        ConditionExpression:
          'attribute_not_exists(pk) OR (#name = :name AND passwordHash = :hash AND createdAt = :at AND lastSid = :sid)',
        ExpressionAttributeNames: { '#name': 'name' },
        ExpressionAttributeValues: toAttributes({
          ':name': name,
          ':hash': passwordHash,
          ':at': createdAt,
          ':sid': lastSid,
        }),
      });
      return deleted !== undefined;
    },

    async commitSignIn(signIn) {
      const updated = await updateIf(signIn.account, toSignInUpdate(signIn));
      if (updated) return Number(updated.sessionCount?.N);
      // a retry inside the SDK meets its own first write when only the answer was lost
      const found = await find(signIn.account.sub);
      return found?.lastSid === signIn.sid ? found.sessionCount : undefined;
    },

    async correctSessionCount(account, counted, actual) {
      await updateIf(account, {
        // the count alone could be the same again after other sign-ins and their corrections
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
      // as in a sign-in: after a lost answer they are there already
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
      // as in a sign-in: no other change gives the same salted hash
      return (await find(account.sub))?.passwordHash === newPasswordHash;
    },

    async raiseSecurityVersion(sub) {
      // a retry inside the SDK raises it twice, which ends nothing more
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
