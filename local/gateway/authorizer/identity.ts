/** The seam between authorizers and the ways by which they tell callers apart. */

import type { MappingScope } from '../mapping/mapping-scope';
import type { AuthorizerTrace } from './authorizer-trace';

/** Who calls, as far as an authorizer asks. */
export interface Identity {
  /** The values of all identity sources, under which the answer is kept. */
  readonly key: string;
  /** What the function is called with. */
  event(methodArn: string): unknown;
}

/** Finds out who calls, or ends the request with a fault before any function is invoked. */
export type Identify = (scope: MappingScope, trace: AuthorizerTrace) => Identity;
