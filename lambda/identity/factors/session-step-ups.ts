/** Stores a new authentication on an open session. */
import { toAttributes } from '../../shared/table/attributes';
import type { Table } from '../../shared/table/table';
import type { Session, SessionKey } from '../sessions/session';
import { sessionKey } from '../sessions/session-item';

/** A new authentication of a session's user. */
export type StepUp = Pick<Session, 'authTime' | 'amr'>;

/** The part of the store of sessions that few requests need. */
export interface SessionStepUps {
  /**
   * Stores a new authentication. A refresh leaves it as it is, so all later tokens of the session carry it.
   * @param session as it was read
   * @returns false when the session no longer exists, has another security version, has expired at `authTime`, or
   * no longer accepts refresh tokens and is not one of the pages
   */
  stepUp(session: SessionKey & Pick<Session, 'securityVersion'>, stepUp: StepUp): Promise<boolean>;
}

/** Creates a store that keeps sessions in the DynamoDB table. */
export function createDynamoSessionStepUps(table: Table): SessionStepUps {
  return {
    async stepUp(session, { authTime, amr }) {
      const { isApplied } = await table.update({
        Key: sessionKey(session),
        ConditionExpression:
          'securityVersion = :version AND expiresAt > :authTime AND (attribute_exists(refreshHash) OR attribute_exists(pageHash))',
        UpdateExpression: 'SET authTime = :authTime, amr = :amr',
        ExpressionAttributeValues: toAttributes({
          ':version': session.securityVersion,
          ':authTime': authTime,
          ':amr': amr.join(' '),
        }),
      });
      return isApplied;
    },
  };
}
