/** The routes that the stages dev and test serve. */
import { type FeatureRoute, optionalFeatures, routes } from '../../lambda/routes';
import { selectRoutes } from '../../lambda/select-routes';
import { hasPages } from './visit-pages';

/** Only a stage with a domain of its own has related origins, and pages are at the root of their host. */
const absent: readonly string[] = ['related-origins', ...(hasPages ? [] : ['pages'])];

export const servedRoutes = selectRoutes<FeatureRoute>(
  routes,
  optionalFeatures.filter((feature) => !absent.includes(feature)),
);
