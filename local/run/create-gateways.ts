/** Creates the gateways of an app: one for each stage of each API, with shared counters of usage plans. */
import type { Invoke } from '../functions/invoke';
import { createGateway } from '../gateway/gateway';
import type { RequestHandler } from '../gateway/http/messages';
import { createUsageCounters } from '../gateway/usage/usage-counters';
import { AssemblyError } from '../template/assembly-error';
import type { LocalApp, RestApi } from '../template/model';

/** The inputs of the gateways. */
export interface GatewaysOptions {
  readonly invoke: Invoke;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Whether request rates are limited. */
  readonly throttle: boolean;
  /** Known problems. Their consequences are not reported again. */
  readonly problems: readonly string[];
}

/** The gateways in the order of the app's APIs, if there are no problems. */
export interface CreatedGateways {
  readonly gateways: readonly RequestHandler[];
  /** The known problems, and all other parts of the APIs that cannot be served. */
  readonly problems: readonly string[];
}

/** Creates the gateways and collects all problems. */
export function createGateways(
  app: LocalApp,
  { invoke, now, throttle, problems }: GatewaysOptions,
): CreatedGateways {
  const counters = createUsageCounters(now);
  // All stages have the same problems.
  const all = new Set(problems);
  const apis = problems.length > 0 ? app.apis.map(withoutFollowing) : app.apis;
  const gateways = apis.flatMap((api) => {
    try {
      return [createGateway(api, { ...app, throttle, invoke, now, counters })];
    } catch (error) {
      if (!(error instanceof AssemblyError)) throw error;
      for (const problem of error.problems) all.add(problem);
      return [];
    }
  });
  return { gateways, problems: [...all] };
}

/** Removes the methods whose authorizer could not be read. */
function withoutFollowing(api: RestApi): RestApi {
  const known = new Set(api.authorizers.map(({ logicalId }) => logicalId));
  const methods = api.methods.filter(
    ({ authorizerId }) => authorizerId === undefined || known.has(authorizerId),
  );
  return { ...api, methods };
}
