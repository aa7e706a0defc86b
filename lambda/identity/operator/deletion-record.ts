/** Reads the deletion of an account from a log line, or from the event that was created from it. */
import * as z from 'zod/mini';
import { withoutLocale } from '../../shared/schema-messages';
import { isUuid } from '../../shared/uuid';
import { UnusableRecordError } from './user-record';

// not a strict object: a log line has more members
const deletion = z.object(
  {
    // every other event names an account that may still exist
    event: z.enum(
      ['account_deleted', 'operator_account_deletion'],
      'must be account_deleted or operator_account_deletion',
    ),
    sub: z.string('must be a text').check(z.refine(isUuid, 'must be a UUID in lower case')),
  },
  'must be a JSON object',
);

/** The part of an EventBridge event that contains the log line. */
const envelope = z.object({ detail: z.unknown() });

/**
 * Parses a log line of `auth`, or an event of EventBridge.
 * @returns the `sub` of the account that was deleted
 * @throws UnusableRecordError when it is not a deletion; its message contains nothing of the line
 */
export function parseDeletionRecord(text: string): string {
  const line = parseJson(text);
  const wrapped = envelope.safeParse(line);
  const { success, data, error } = deletion.safeParse(
    wrapped.success ? wrapped.data.detail : line,
    withoutLocale,
  );
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
