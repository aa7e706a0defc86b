/** The request bodies of the service's routes, for the gateway's models and the document. Loads no operation. */
import * as z from 'zod/mini';
import { coreBodies, createTrustedSignInBody, schemaKit } from './core-bodies';
import { createEmailBodies } from './email-bodies';
import { type AnswerRule, createFactorBodies, type FactorBodies, factorBodyExamples } from './factor-bodies';

/** Creates the bodies with their examples. */
function createShownBodies(rule?: AnswerRule): FactorBodies {
  const bodies = createFactorBodies(schemaKit, rule);
  for (const key of Object.keys(bodies) as (keyof FactorBodies)[]) {
    bodies[key].register(z.globalRegistry, { examples: [factorBodyExamples[key]] });
  }
  return bodies;
}

const factorBodies = createShownBodies();

export const authBodies = { ...coreBodies, ...createEmailBodies(), ...factorBodies } as const;

/** Returns the bodies that differ in stages with e-mail, or with trusted devices. */
export function createAnswerBodies(rule: AnswerRule) {
  return {
    'POST /sessions/challenge': createShownBodies(rule)['POST /sessions/challenge'],
    ...(rule.trustsDevices && { 'POST /sessions/create': createTrustedSignInBody() }),
  };
}
