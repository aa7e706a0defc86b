/** The store of logins: who may sign in, under which name, with which password hash. */
import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { InternalError, UsernameTakenError } from '../shared/errors';
import { callAws } from '../shared/sdk/call-aws';
import { isFailedCondition } from '../shared/table/is-failed-condition';
import { keyPrefixes } from '../shared/table/key-prefixes';
import { assertReadable, SCHEMA_VERSION } from '../shared/table/schema-version';

/** An account's login. */
export interface Login {
  /** The normalised username. */
  readonly name: string;
  /** The account's id. */
  readonly sub: string;
  /** The username as its owner wrote it. */
  readonly username: string;
  /** A PHC string. */
  readonly passwordHash: string;
  /** `DELETING`: the account is being removed, and nobody may sign in. */
  readonly state: 'ACTIVE' | 'DELETING';
  readonly scopes: readonly string[];
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** The session that was counted last. */
  readonly lastSid: string;
}

/** A sign-in that was verified, to be made good only if nothing has changed meanwhile. */
export interface SignIn {
  readonly login: Login;
  /** The session to count. */
  readonly sid: string;
  /** A hash to put in the place of the verified one. @default - the hash stays */
  readonly newPasswordHash?: string | undefined;
}

/** Where logins are kept. */
export interface Logins {
  find(name: string): Promise<Login | undefined>;
  /** @throws UsernameTakenError */
  create(login: Login): Promise<void>;
  /**
   * Counts a new session, if the account is still the one whose password was verified.
   * @returns false when it is not: its password or its scopes were changed, or it was removed since
   */
  commitSignIn(signIn: SignIn): Promise<boolean>;
  /**
   * Replaces the scopes of a login as it was read.
   * @returns false when it has changed since
   */
  replaceScopes(login: Login, scopes: readonly string[]): Promise<boolean>;
}

const keyOf = (name: string) => ({ pk: { S: keyPrefixes.login + name }, sk: { S: 'LOGIN' } });

const ATTRIBUTES = [
  'sub',
  'username',
  'passwordHash',
  'state',
  'scope',
  'createdAt',
  'lastSid',
  'v',
] as const;

/** Keeps logins in the DynamoDB table. */
export function createDynamoLogins(client: DynamoDBClient, tableName: string): Logins {
  async function find(name: string): Promise<Login | undefined> {
    const { Item: item } = await callAws((options) =>
      client.send(
        new GetItemCommand({
          TableName: tableName,
          Key: keyOf(name),
          ConsistentRead: true,
          ProjectionExpression: ATTRIBUTES.map((attribute) => `#${attribute}`).join(', '),
          ExpressionAttributeNames: Object.fromEntries(ATTRIBUTES.map((name) => [`#${name}`, name])),
        }),
        options,
      ),
    );
    return item && toLogin(name, item);
  }

  /** Returns false when the condition did not hold. */
  async function updateIf(input: Omit<UpdateItemCommandInput, 'TableName'>): Promise<boolean> {
    try {
      await callAws((options) =>
        client.send(new UpdateItemCommand({ TableName: tableName, ...input }), options),
      );
      return true;
    } catch (error) {
      if (isFailedCondition(error)) return false;
      throw error;
    }
  }

  return {
    find,

    async create(login) {
      const put = new PutItemCommand({
        TableName: tableName,
        Item: toItem(login),
        ConditionExpression: 'attribute_not_exists(pk)',
      });
      try {
        await callAws((options) => client.send(put, options));
      } catch (error) {
        if (!isFailedCondition(error)) throw error;
        // a retry inside the SDK meets its own first write when only the answer was lost
        const found = await find(login.name);
        if (found?.sub !== login.sub) throw new UsernameTakenError('The username is taken');
      }
    },

    async commitSignIn({ login, sid, newPasswordHash }) {
      const committed = await updateIf({
        Key: keyOf(login.name),
        ConditionExpression:
          '#sub = :sub AND #hash = :hash AND #state = :active AND #scope = :scope AND #lastSid <> :sid',
        UpdateExpression: 'SET #hash = :newHash, #lastSid = :sid ADD #sessionCount :one',
        ExpressionAttributeNames: {
          '#sub': 'sub',
          '#hash': 'passwordHash',
          '#state': 'state',
          '#scope': 'scope',
          '#lastSid': 'lastSid',
          '#sessionCount': 'sessionCount',
        },
        ExpressionAttributeValues: {
          ':sub': { S: login.sub },
          ':hash': { S: login.passwordHash },
          ':active': { S: 'ACTIVE' },
          ':scope': { S: login.scopes.join(' ') },
          ':newHash': { S: newPasswordHash ?? login.passwordHash },
          ':sid': { S: sid },
          ':one': { N: '1' },
        },
      });
      // a retry inside the SDK meets its own first write when only the answer was lost
      return committed || (await find(login.name))?.lastSid === sid;
    },

    replaceScopes: (login, scopes) =>
      updateIf({
        Key: keyOf(login.name),
        ConditionExpression: '#sub = :sub AND #scope = :before',
        UpdateExpression: 'SET #scope = :after',
        ExpressionAttributeNames: { '#sub': 'sub', '#scope': 'scope' },
        ExpressionAttributeValues: {
          ':sub': { S: login.sub },
          ':before': { S: login.scopes.join(' ') },
          ':after': { S: scopes.join(' ') },
        },
      }),
  };
}

function toItem(login: Login): Record<string, AttributeValue> {
  return {
    ...keyOf(login.name),
    v: { N: String(SCHEMA_VERSION) },
    sub: { S: login.sub },
    username: { S: login.username },
    passwordHash: { S: login.passwordHash },
    state: { S: login.state },
    // one text as in a token (RFC 6749 section 3.3), so that a condition can compare it
    scope: { S: login.scopes.join(' ') },
    createdAt: { N: String(login.createdAt) },
    lastSid: { S: login.lastSid },
    sessionCount: { N: '1' },
  };
}

function toLogin(name: string, item: Record<string, AttributeValue>): Login {
  assertReadable(item.v?.N);
  const { sub, username, passwordHash, state, scope, createdAt, lastSid } = item;
  if (!sub?.S || !username?.S || !passwordHash?.S || !createdAt?.N)
    throw new InternalError('A login lacks attributes');
  return {
    name,
    sub: sub.S,
    username: username.S,
    passwordHash: passwordHash.S,
    state: state?.S === 'ACTIVE' ? 'ACTIVE' : 'DELETING',
    scopes: (scope?.S ?? '').split(' ').filter((part) => part !== ''),
    createdAt: Number(createdAt.N),
    lastSid: lastSid?.S ?? '',
  };
}
