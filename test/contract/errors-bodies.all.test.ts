/** Sends every body that no route accepts to every route with a body. */
import { bodyRoutes, refuseBodies } from './refuse-bodies';

refuseBodies(bodyRoutes, 'all');
