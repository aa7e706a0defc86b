/** The interface between authorizers and the ways in which they identify callers. */

import type { MappingScope } from '../mapping/mapping-scope';
import type { AuthorizerTrace } from './authorizer-trace';

/** The caller, as far as an authorizer needs to know. */
export interface Identity {
  /** The values of all identity sources. They are the key in the authorizer's cache. */
  readonly key: string;
  /** Returns the event for the authorizer's function. */
  event(methodArn: string): unknown;
}

/** Identifies the caller, or throws a `GatewayFault` before a function is invoked. */
export type Identify = (scope: MappingScope, trace: AuthorizerTrace) => Identity;
