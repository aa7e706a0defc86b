/** The deletion of an account as one line of the log, or as the event that was made of it. */
import * as z from 'zod/mini';
import { isUuid } from '../../shared/uuid';
import { UnusableRecordError } from './user-record';

// a line has more members than these
const deletion = z.object(
  {
    // any other event names an account that is alive
    event: z.enum(
      ['account_deleted', 'operator_account_deletion'],
      'must be account_deleted or operator_account_deletion',
    ),
    sub: z.string('must be a text').check(z.refine(isUuid, 'must be a UUID in lower case')),
  },
  'must be a JSON object',
);

/** What EventBridge has put around a line of the log. */
const envelope = z.object({ detail: z.unknown() });

/**
 * Reads a line of the log of `auth`, or an event of EventBridge.
 * @returns the `sub` of the account that was deleted
 * @throws UnusableRecordError when it is no deletion; its message repeats nothing of the line
 */
export function parseDeletionRecord(text: string): string {
  const line = parseJson(text);
  const wrapped = envelope.safeParse(line);
  const { success, data, error } = deletion.safeParse(wrapped.success ? wrapped.data.detail : line);
  if (success) return data.sub;
  const [issue] = error.issues;
  throw new UnusableRecordError([issue?.path.join('.'), issue?.message].filter(Boolean).join(' '));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // the parser's own message quotes the text
    throw new UnusableRecordError('is not JSON');
  }
}
