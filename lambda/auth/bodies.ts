/** The request bodies of the service's routes, for the gateway's models and the document. Loads no operation. */
import { coreBodies } from './core-bodies';
import { createEmailBodies } from './email-bodies';

export const authBodies = { ...coreBodies, ...createEmailBodies() } as const;
