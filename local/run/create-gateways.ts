/** Creates the gateways of an app: one for each stage of each API, with the counters of usage plans in common. */
import type { Invoke } from '../functions/invoke';
import { createGateway } from '../gateway/gateway';
import type { RequestHandler } from '../gateway/http/messages';
import { createUsageCounters } from '../gateway/usage/usage-counters';
import { AssemblyError } from '../template/assembly-error';
import type { LocalApp, RestApi } from '../template/model';

/** What gateways are created with. */
export interface GatewaysOptions {
  readonly invoke: Invoke;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Whether request rates are held. */
  readonly throttle: boolean;
  /** Problems that are known already: what follows from them is not told again. */
  readonly problems: readonly string[];
}

/** The gateways in the order of the app's APIs, where there are no problems. */
export interface CreatedGateways {
  readonly gateways: readonly RequestHandler[];
  /** Those that were known, and everything else of the APIs that can't be served. */
  readonly problems: readonly string[];
}

/** Creates the gateways, and tells all problems at once. */
export function createGateways(
  app: LocalApp,
  { invoke, now, throttle, problems }: GatewaysOptions,
): CreatedGateways {
  const counters = createUsageCounters(now);
  // what is wrong in one stage is wrong in all
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

/** Leaves out the methods whose authorizer was too faulty to be read. */
function withoutFollowing(api: RestApi): RestApi {
  const known = new Set(api.authorizers.map(({ logicalId }) => logicalId));
  const methods = api.methods.filter(
    ({ authorizerId }) => authorizerId === undefined || known.has(authorizerId),
  );
  return { ...api, methods };
}
