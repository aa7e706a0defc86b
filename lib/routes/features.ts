/** Selects the part of the route table that a stage serves: its features, and the functions that they need. */
import type { FunctionName } from '../../lambda/environment';
import {
  type FeatureRoute,
  type OptionalFeature,
  optionalFeatures,
  routes,
  type ServiceName,
} from '../../lambda/routes';
import { selectRoutes } from '../../lambda/select-routes';
import type { ServiceFunction } from '../constructs/functions/service-function';
import { type RelyingPartySettings, servesRelatedOrigins } from '../stages/factors/relying-party';
import type { StageSettings } from '../stages/stage-settings';

/** Functions that a stage has only with a setting. */
type OptionalFunction = 'foo' | 'mail' | 'mail-feedback' | 'factors';

/** The functions of a stage. */
export type StageFunctions = Readonly<
  Record<Exclude<FunctionName, OptionalFunction>, ServiceFunction> &
    Partial<Record<OptionalFunction, ServiceFunction>>
>;

/** The settings that select features. */
export type FeatureSettings = Pick<
  StageSettings,
  'exampleRoutes' | 'email' | 'secondFactor' | 'pages' | 'activity'
> &
  RelyingPartySettings;

/** Returns the optional features that a stage serves. */
export function featuresOf(settings: FeatureSettings): OptionalFeature[] {
  const { exampleRoutes, email, secondFactor, passkeys, pages, activity } = settings;
  const isServed: Readonly<Record<OptionalFeature, boolean>> = {
    example: exampleRoutes,
    email: email !== undefined,
    factors: secondFactor !== 'off',
    passkeys: passkeys !== undefined,
    'passkey-sign-up': passkeys?.signUp === true,
    'related-origins': servesRelatedOrigins(settings),
    pages: pages !== undefined,
    activity,
  };
  return optionalFeatures.filter((feature) => isServed[feature]);
}

/** Returns the routes that a stage serves, by key. Pages about second factors need the function of second factors. */
export function servedRoutes(settings: FeatureSettings): Readonly<Record<string, FeatureRoute>> {
  const served = selectRoutes<FeatureRoute>(routes, featuresOf(settings));
  if (settings.secondFactor !== 'off') return served;
  return Object.fromEntries(
    Object.entries(served).filter(([, { feature, service }]) => feature !== 'pages' || service !== 'factors'),
  );
}

/** Returns whether a stage serves a route of this service and therefore needs its function. */
export function needsService(settings: FeatureSettings, name: ServiceName): boolean {
  return Object.values(servedRoutes(settings)).some(({ service }) => service === name);
}
