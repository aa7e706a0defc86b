/** The request bodies of the service's routes, for the gateway's models and the document. Loads no operation. */
import * as z from 'zod/mini';
import { coreBodies, createTrustedSignInBody, schemaKit } from './core-bodies';
import { createEmailBodies } from './email-bodies';
import { type AnswerRule, createFactorBodies, type FactorBodies, factorBodyExamples } from './factor-bodies';
import { createPasskeyBodies, type PasskeyBodies, passkeyBodyExamples } from './passkeys/passkey-bodies';

/** Creates the bodies with their examples. */
function createShownBodies(rule?: AnswerRule): FactorBodies {
  const bodies = createFactorBodies(schemaKit, rule);
  for (const key of Object.keys(bodies) as (keyof FactorBodies)[]) {
    bodies[key].register(z.globalRegistry, { examples: [factorBodyExamples[key]] });
  }
  return bodies;
}

function createShownPasskeyBodies(): PasskeyBodies {
  const bodies = createPasskeyBodies(schemaKit);
  for (const key of Object.keys(bodies) as (keyof PasskeyBodies)[]) {
    bodies[key].register(z.globalRegistry, { examples: [passkeyBodyExamples[key]] });
  }
  return bodies;
}

export const authBodies = {
  ...coreBodies,
  ...createEmailBodies(),
  ...createShownBodies(),
  ...createShownPasskeyBodies(),
} as const;

/** Returns the bodies that differ in stages with e-mail, with trusted devices, or with passkeys. */
export function createAnswerBodies(rule: AnswerRule) {
  const shown = createShownBodies(rule);
  return {
    'POST /sessions/challenge': shown['POST /sessions/challenge'],
    'POST /sessions/current/step-up': shown['POST /sessions/current/step-up'],
    ...(rule.trustsDevices && { 'POST /sessions/create': createTrustedSignInBody() }),
  };
}
