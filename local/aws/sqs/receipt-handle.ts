/** Receipt handles, which name one receive of a message. */
import { randomBytes } from 'node:crypto';
import { sqsError } from './sqs-error';

/** Creates a new handle. */
export function createHandle(messageId: string): string {
  return Buffer.from(`${messageId} ${randomBytes(24).toString('hex')}`).toString('base64');
}

/**
 * Returns the id of a handle's message.
 * @throws AwsError when the text is not a handle
 */
export function messageIdOf(handle: string): string {
  const [, id] = /^([0-9a-f-]{36}) [0-9a-f]{48}$/.exec(Buffer.from(handle, 'base64').toString()) ?? [];
  if (id !== undefined) return id;
  throw sqsError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.', 404);
}
