/** The request bodies of the service's routes, for the gateway's models and the document. Loads no operation. */
import { coreBodies } from './core-bodies';
import { emailBodies } from './email-bodies';

export const authBodies = { ...coreBodies, ...emailBodies } as const;
