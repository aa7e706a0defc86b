/** The store of authorization codes. */
import { type Attributes, readNumber, readText, toAttributes } from '../../shared/table/attributes';
import { assertReadable, SCHEMA_VERSION } from '../../shared/table/schema-version';
import type { Table } from '../../shared/table/table';
import { challengeKey } from '../factors/second-factor-challenge';
import { type AuthorizationCode, KEPT_MS } from './authorization-code';

/** Stores codes under their digests, next to the challenges of other purposes. */
export interface AuthorizationCodes {
  issue(digest: string, code: AuthorizationCode): Promise<void>;
  /** Finds a code, also one that has expired or was used. */
  find(digest: string): Promise<AuthorizationCode | undefined>;
  /**
   * Uses a code up. Of parallel uses, one gets it.
   * @param issuedSid the session that this use starts, which has a new id
   * @param now epoch milliseconds
   * @returns false when it is unknown, used or expired
   */
  use(digest: string, issuedSid: string, now: number): Promise<boolean>;
  /** Marks a code that was used a second time. */
  markReused(digest: string): Promise<void>;
}

const OWNER = 'An authorization code';
const PURPOSE = 'authorization-code';
const ATTRIBUTES = [
  'purpose',
  'sub',
  'sid',
  'securityVersion',
  'clientId',
  'redirectUri',
  'challenge',
  'authTime',
  'amr',
  'validUntil',
  'issuedSid',
  'isReused',
  'v',
];

/** Creates a store that keeps codes in the DynamoDB table. */
export function createDynamoAuthorizationCodes(table: Table): AuthorizationCodes {
  const keyOf = (digest: string) => toAttributes(challengeKey(digest));
  async function find(digest: string): Promise<AuthorizationCode | undefined> {
    const item = await table.read(keyOf(digest), ATTRIBUTES);
    return item?.purpose?.S === PURPOSE ? toCode(item) : undefined;
  }
  return {
    async issue(digest, { amr, ...code }) {
      await table.put({
        Item: {
          ...keyOf(digest),
          ...toAttributes({
            v: SCHEMA_VERSION,
            purpose: PURPOSE,
            ...code,
            amr: amr.join(' '),
            // in seconds, for the table's deletion of expired items, which decides nothing
            expiresAt: Math.ceil((code.validUntil + KEPT_MS) / 1000),
          }),
        },
      });
    },

    find,

    async use(digest, issuedSid, now) {
      const { isApplied } = await table.update({
        Key: keyOf(digest),
        // a repeated attempt of this write finds its own session, whose id no other use has
        ConditionExpression:
          'purpose = :purpose AND validUntil > :now AND (attribute_not_exists(issuedSid) OR issuedSid = :sid)',
        UpdateExpression: 'SET issuedSid = :sid',
        ExpressionAttributeValues: toAttributes({ ':purpose': PURPOSE, ':now': now, ':sid': issuedSid }),
      });
      return isApplied;
    },

    async markReused(digest) {
      await table.update({
        Key: keyOf(digest),
        ConditionExpression: 'purpose = :purpose',
        UpdateExpression: 'SET isReused = :true',
        ExpressionAttributeValues: toAttributes({ ':purpose': PURPOSE, ':true': true }),
      });
    },
  };
}

function toCode(item: Attributes): AuthorizationCode {
  assertReadable(item.v?.N);
  return {
    sub: readText(item, 'sub', OWNER),
    sid: readText(item, 'sid', OWNER),
    securityVersion: readNumber(item, 'securityVersion', OWNER),
    clientId: readText(item, 'clientId', OWNER),
    redirectUri: readText(item, 'redirectUri', OWNER),
    challenge: readText(item, 'challenge', OWNER),
    authTime: readNumber(item, 'authTime', OWNER),
    amr: readText(item, 'amr', OWNER).split(' '),
    validUntil: readNumber(item, 'validUntil', OWNER),
    ...(item.issuedSid?.S !== undefined && { issuedSid: item.issuedSid.S }),
    ...(item.isReused?.BOOL && { isReused: true }),
  };
}
