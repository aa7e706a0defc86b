/** The request bodies of the service's routes, for the gateway's models and the document. Loads no operation. */
import * as z from 'zod/mini';

import { coreBodies, passkeyKit } from './core-bodies';
import { createPasskeyBodies, type PasskeyBodies, passkeyBodyExamples } from './passkey-bodies';

/** Creates the bodies of passkeys with their examples. */
function createShownBodies(): PasskeyBodies {
  const bodies = createPasskeyBodies(passkeyKit);
  for (const key of Object.keys(bodies) as (keyof PasskeyBodies)[]) {
    bodies[key].register(z.globalRegistry, { examples: [passkeyBodyExamples[key]] });
  }
  return bodies;
}

export const factorsBodies = { ...coreBodies, ...createShownBodies() } as const;
