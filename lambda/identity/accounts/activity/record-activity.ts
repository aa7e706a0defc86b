/** Records what happened in an account, once it is committed. */
import { randomBytes } from 'node:crypto';
import { describeError } from '../../../shared/describe-error';
import type { ClientInfo } from '../../../shared/http/client-info';
import type { Log } from '../../../shared/log';
import type { Activity } from './activity';
import { type ActivityKind, toActivityEntry } from './activity-entry';

/** What to record. */
export interface RecordActivityCommand {
  readonly sub: string;
  readonly kind: ActivityKind;
  readonly client: Pick<ClientInfo, 'ip' | 'userAgent'>;
}

/** The dependencies of the operation. */
export interface RecordActivityDependencies {
  readonly activity: Pick<Activity, 'add'>;
  readonly log: Log<'activity_failed'>;
  /** Returns epoch milliseconds. */
  readonly now: () => number;
}

const NONCE_BYTES = 6;

/** Creates the operation. It never fails: a failed write is logged. */
export function recordActivity({
  activity,
  log,
  now,
}: RecordActivityDependencies): (command: RecordActivityCommand) => Promise<void> {
  return async ({ sub, kind, client }) => {
    try {
      const nonce = randomBytes(NONCE_BYTES).toString('base64url');
      await activity.add(sub, toActivityEntry(kind, client, now(), nonce));
    } catch (error) {
      log('activity_failed', { kind, sub, error: describeError(error) });
    }
  };
}
