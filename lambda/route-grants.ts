/** The files that name the routes an authorizer grants: written when the app is synthesized, read at load. */
import type { StepUp } from './routes';

/** The name of the file next to the authorizer's bundle. */
export const ROUTE_GRANTS_FILE = 'routes.json';

/** The name of the file with the routes that require a step-up. Only a stage with such routes has it. */
export const STEP_UP_GRANTS_FILE = 'step-up.json';

/** The part of an execute-api ARN from the method on, such as `GET/foo/*`. */
export type RoutePattern = string;

/** The routes that valid tokens grant. */
export interface RouteGrants {
  /** Granted to every valid token. */
  readonly anyToken: readonly RoutePattern[];
  /** Granted to tokens with the scope, by scope. */
  readonly scopes: Readonly<Record<string, readonly RoutePattern[]>>;
}

/** Routes that valid tokens grant after a step-up. `RouteGrants` does not contain them. */
export interface StepUpGrant extends StepUp {
  /** The scope that the token must also carry. @default - none */
  readonly scope?: string;
  readonly patterns: readonly RoutePattern[];
}
