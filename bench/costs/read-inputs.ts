/** Reads the inputs of the prices: two input files, the measured counts, and the settings of prod. */
import { signingThrottles } from '../../lib/stack/signing-throttles';
import { stageSettings } from '../../lib/stages/stages';
import assumptions from './assumptions.json';
import type { CostInputs } from './compute-costs';
import prices from './prices.json';
import { readMeasured } from './read-measured';

/** Requests to `/sessions/*` of one address in five minutes: see lib/constructs/api/web-acl.ts. */
const FIREWALL_RATE = 1_000;

/** @param document docs/costs.md */
export function readCostInputs(document: string): CostInputs {
  const settings = stageSettings('prod');
  const throttle = signingThrottles(settings)['POST /sessions/create'];
  return {
    prices,
    assumptions,
    measured: readMeasured(document),
    admittedPerSecond: throttle?.rateLimit ?? settings.throttlingRateLimit,
    firewallRate: FIREWALL_RATE,
  };
}
