/**
 * The request body of the route that begins a sign-up by a passkey. It is part of the file on demand, which gets the
 * functions of zod from the bundle.
 */
import type { BodySchemas } from '../shared/http/request';
import { MAX_RAW_LENGTH } from '../shared/http/text';
import type { SchemaKit } from './factor-bodies';

/** Creates the body. */
export function createPasskeySignUpBodies({
  strictObject,
  cleanText: text,
}: Pick<SchemaKit, 'strictObject' | 'cleanText'>) {
  return {
    'POST /users/passkey/options': strictObject({ username: text({ maxLength: MAX_RAW_LENGTH }) }),
  } as const satisfies BodySchemas<'auth'>;
}

/** The body. */
export type PasskeySignUpBodies = ReturnType<typeof createPasskeySignUpBodies>;

/** An example of the body, for the document. */
export const passkeySignUpExamples = {
  'POST /users/passkey/options': { username: 'ada' },
} as const satisfies Readonly<Record<keyof PasskeySignUpBodies, object>>;
