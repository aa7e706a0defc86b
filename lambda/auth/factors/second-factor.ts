/** The routes of second factors. A file on demand, next to the bundle. */
import { InternalError } from '../../shared/errors';
import type { LoadedRoutes } from '../../shared/http/request';
import { createFactorBodies, type FactorBodies, type SchemaKit } from '../factor-bodies';

/** Creates the code of the routes. @param kit the bundle's functions of zod */
export function createFactorRoutes(kit: SchemaKit): LoadedRoutes<'auth', 'factors', FactorBodies> {
  const missing = async () => {
    throw new InternalError('This route is not built yet');
  };
  return {
    bodies: createFactorBodies(kit),
    operations: {
      'POST /users/me/factors/totp/{id}/confirm': missing,
      'POST /sessions/challenge': missing,
      'POST /sessions/current/step-up': missing,
    },
  };
}
