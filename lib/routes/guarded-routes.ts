/** The scopes that the routes of a stage require, with those that follow from its e-mail policy. */
import { type FeatureRoute, unverifiedRoutes, VERIFIED_SCOPE } from '../../lambda/routes';
import type { StageSettings } from '../stages/stage-settings';
import { type FeatureSettings, servedRoutes } from './features';
import { createRouteGrants, type StageGrants } from './route-grants';

const openToAll = new Set<string>(unverifiedRoutes);

/**
 * Returns the routes that a stage serves, by key. With `email.policy: 'required'`, every signed-in route requires a scope, except those
 * that an account needs before its address is verified. A route with a scope of its own keeps it: only tokens of verified accounts
 * carry scopes.
 */
export function guardedRoutes(settings: FeatureSettings): Readonly<Record<string, FeatureRoute>> {
  const served = servedRoutes(settings);
  if (settings.email?.policy !== 'required') return served;
  return Object.fromEntries(
    Object.entries(served).map(([key, route]) => {
      const isGuarded = route.access === 'signed-in' && !openToAll.has(key);
      return [key, isGuarded ? { scope: VERIFIED_SCOPE, ...route } : route];
    }),
  );
}

/** Creates the grants of the authorizer of a stage. @throws ConfigurationError when patterns of different scopes overlap */
export function createStageGrants(settings: FeatureSettings & Pick<StageSettings, 'basePath'>): StageGrants {
  return createRouteGrants(guardedRoutes(settings), settings.basePath);
}
