/** Reads when a session began and when it expires. The authorizer has no access to the rest of a session. */

import type { SessionTimes } from '../identity/sessions/find-session-end';
import type { AwsClient } from '../shared/aws/aws-client';
import { type AttributeValue, getItem } from '../shared/aws/get-item';
import { InternalError } from '../shared/errors';
import { SESSION_PREFIX } from '../shared/table/key-prefixes';
import { assertReadable } from '../shared/table/schema-version';

/**
 * Reads a session of an account; undefined when it does not exist.
 * @throws AwsCallError when the read fails, and Error when the item is malformed
 */
export type ReadSession = (sub: string, sid: string) => Promise<SessionTimes | undefined>;

/** Creates the reader for the table. Its reads are strongly consistent. */
export function createSessionReader(dynamodb: AwsClient, tableName: string): ReadSession {
  return async (sub, sid) => {
    const item = await getItem(dynamodb, {
      tableName,
      pk: SESSION_PREFIX + sub,
      sk: sid,
      attributes: ['createdAt', 'expiresAt', 'v'],
    });
    if (!item) return undefined;
    assertReadable(item.v?.N);
    return { createdAt: readTime(item.createdAt), expiresAt: readTime(item.expiresAt) };
  };
}

function readTime(value: AttributeValue | undefined): number {
  const time = Number(value?.N ?? Number.NaN);
  if (!Number.isFinite(time)) throw new InternalError('A session item lacks its times');
  return time;
}
