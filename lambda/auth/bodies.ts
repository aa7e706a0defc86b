/** The request bodies of the service's routes, for the gateway's models and the document. Loads no operation. */
import * as z from 'zod/mini';
import { coreBodies, createTrustedSignInBody, schemaKit } from './core-bodies';
import { createEmailBodies } from './email-bodies';
import { createFactorBodies, type FactorBodies, factorBodyExamples } from './factor-bodies';

/** Creates the bodies with their examples. */
function createShownBodies(trustsDevices: boolean): FactorBodies {
  const bodies = createFactorBodies(schemaKit, trustsDevices);
  for (const key of Object.keys(bodies) as (keyof FactorBodies)[]) {
    bodies[key].register(z.globalRegistry, { examples: [factorBodyExamples[key]] });
  }
  return bodies;
}

const factorBodies = createShownBodies(false);

export const authBodies = { ...coreBodies, ...createEmailBodies(), ...factorBodies } as const;

/** The bodies that differ in stages with trusted devices. */
export const trustBodies = {
  'POST /sessions/create': createTrustedSignInBody(),
  'POST /sessions/challenge': createShownBodies(true)['POST /sessions/challenge'],
} as const;
