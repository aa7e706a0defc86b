/** Selects the routes that a stage serves: those of its features. */
import type { FeatureRoute, OptionalFeature } from './routes';

/** Returns the routes of `core` and of the given features, in the order of the table. */
export function selectRoutes<R extends FeatureRoute>(
  table: Readonly<Record<string, R>>,
  features: readonly OptionalFeature[],
): Readonly<Record<string, R>> {
  return Object.fromEntries(
    Object.entries(table).filter(([, { feature }]) => feature === 'core' || features.includes(feature)),
  );
}
