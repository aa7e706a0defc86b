/** The routes that the stages dev and test serve. */
import { type FeatureRoute, optionalFeatures, routes } from '../../lambda/routes';
import { selectRoutes } from '../../lambda/select-routes';

/** All but those of related origins: only a stage with a domain of its own has them. */
export const servedRoutes = selectRoutes<FeatureRoute>(
  routes,
  optionalFeatures.filter((feature) => feature !== 'related-origins'),
);
