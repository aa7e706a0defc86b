/**
 * The request bodies of the routes of second factors that `auth` serves. They are part of the file on demand, which
 * gets the functions of zod from the bundle: it needs no second copy of zod, and the bundle does not grow.
 */
import type * as z from 'zod/mini';
import type { cleanText } from '../shared/http/text';
import type { BodySchemas } from '../shared/route-code';

/** The functions that create schemas. */
export interface SchemaKit extends Pick<typeof z, 'strictObject' | 'looseObject' | 'optional' | 'boolean'> {
  readonly cleanText: typeof cleanText;
}

/** What decides about the members of the bodies that carry a proof. */
export interface AnswerRule {
  /** Whether the stage has e-mail. @default false */
  readonly hasEmail?: boolean;
  /** Whether the stage has trusted devices. @default false */
  readonly trustsDevices?: boolean;
  /** Whether the stage has passkeys. @default false */
  readonly hasPasskeys?: boolean;
}

/** Creates the bodies. */
export function createFactorBodies(
  { strictObject, looseObject, optional, boolean, cleanText: text }: SchemaKit,
  { hasEmail = false, trustsDevices = false, hasPasskeys = false }: AnswerRule = {},
) {
  // any short texts: malformed ones get the same response as wrong ones
  const code = text({ maxLength: 64 });
  const kind = text({ maxLength: 32 });
  // an object of any form, within the size of a body: the verification reads it
  const credential = optional(looseObject({}));
  // the route demands either a code or a credential
  const proof = hasPasskeys ? { code: optional(code), credential } : { code };
  const answer = { challenge: text({ maxLength: 128 }), kind, ...proof };
  const mailed = { ...answer, email_code: optional(text({ maxLength: 64 })) };
  const members = hasEmail ? mailed : answer;
  const stepUp = {
    password: optional(text({ maxLength: 1024 })),
    kind: optional(kind),
    code: optional(code),
  };
  return {
    'POST /users/me/factors/totp/{id}/confirm': strictObject({ code }),
    'POST /sessions/challenge': trustsDevices
      ? strictObject({ ...members, trust_device: optional(boolean()) })
      : strictObject(members),
    // either the password, or a kind and its proof: the route demands exactly one
    'POST /sessions/current/step-up': hasPasskeys
      ? strictObject({ ...stepUp, ceremony_id: optional(text({ maxLength: 128 })), credential })
      : strictObject(stepUp),
  } as const satisfies BodySchemas<'auth'>;
}

/** The bodies. */
export type FactorBodies = ReturnType<typeof createFactorBodies>;

/** An example of each body, for the document. */
export const factorBodyExamples = {
  'POST /users/me/factors/totp/{id}/confirm': { code: '492039' },
  'POST /sessions/challenge': { challenge: 'the challenge of the sign-in', kind: 'totp', code: '492039' },
  'POST /sessions/current/step-up': { kind: 'totp', code: '492039' },
} as const satisfies Readonly<Record<keyof FactorBodies, object>>;
