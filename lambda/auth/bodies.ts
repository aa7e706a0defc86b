/** The request bodies of the service's routes, for the gateway's models and the document. Loads no operation. */
import * as z from 'zod/mini';
import { coreBodies, schemaKit } from './core-bodies';
import { createEmailBodies } from './email-bodies';
import { createFactorBodies, type FactorBodies, factorBodyExamples } from './factor-bodies';

const factorBodies = createFactorBodies(schemaKit);

for (const key of Object.keys(factorBodies) as (keyof FactorBodies)[]) {
  factorBodies[key].register(z.globalRegistry, { examples: [factorBodyExamples[key]] });
}

export const authBodies = { ...coreBodies, ...createEmailBodies(), ...factorBodies } as const;
