/** Computes the prices of requests, users and attacks from unit prices, assumptions and measured counts. */
import type assumptionsFile from './assumptions.json';
import type pricesFile from './prices.json';
import { type Measured, measuredOf } from './read-measured';

/** The unit prices. */
export type Prices = typeof pricesFile;
/** The assumptions about users, times and sizes. */
export type Assumptions = typeof assumptionsFile;

/** A price that changes with the amount. `null`: no upper bound. */
export type Steps = readonly { readonly upTo: number | null; readonly price: number }[];

/** The inputs of all prices. */
export interface CostInputs {
  readonly prices: Prices;
  readonly assumptions: Assumptions;
  readonly measured: ReadonlyMap<string, Measured>;
  /** Requests a second that API Gateway admits to one signing route, in prod. */
  readonly admittedPerSecond: number;
  /** Requests of one address that the firewall admits in five minutes. */
  readonly firewallRate: number;
}

const MILLION = 1_000_000;
const GB = 1024 ** 3;
const MB_OF_GB = 1024;
const FIREWALL_WINDOW_SECONDS = 300;

/** Returns the dollars for an amount, each part of it at the price of its step. */
export function priceInSteps(amount: number, steps: Steps): number {
  let from = 0;
  let dollars = 0;
  for (const { upTo, price } of steps) {
    const end = Math.min(amount, upTo ?? amount);
    dollars += Math.max(0, end - from) * price;
    from = Math.max(from, end);
  }
  return dollars;
}

/**
 * Returns the dollars for requests that API Gateway admits in a month. Throttled requests cost nothing.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-pricing.html
 */
function priceOfGateway({ prices }: CostInputs, requests: number): number {
  return priceInSteps(requests, prices.apiGateway.dollarsPerMillion) / MILLION;
}

/** Returns the dollars of one invocation: its time, its log line and its share of traces. */
function priceOfInvocation(
  { prices, assumptions }: CostInputs,
  { milliseconds, memoryMb, logBytes }: { milliseconds: number; memoryMb: number; logBytes: number },
): number {
  return (
    prices.lambda.dollarsPerMillionRequests / MILLION +
    ((milliseconds / 1_000) * memoryMb * prices.lambda.dollarsPerGbSecond) / MB_OF_GB +
    (logBytes * prices.logs.dollarsPerGb) / GB +
    (assumptions.tracedShare * prices.xray.dollarsPerMillionTraces) / MILLION
  );
}

/** Returns the dollars of a request to `auth`, without API Gateway. */
function priceOfAuth(inputs: CostInputs, name: string): number {
  const { prices, assumptions } = inputs;
  const { reads, writes, signatures } = measuredOf(inputs.measured, name);
  const isRefresh = name.startsWith('POST /sessions/refresh');
  return (
    priceOfInvocation(inputs, {
      milliseconds: assumptions.milliseconds[isRefresh ? 'refresh' : 'password'],
      memoryMb: assumptions.memoryMb.auth,
      logBytes: assumptions.logBytes.request,
    }) +
    (reads * prices.dynamoDb.dollarsPerMillionReads + writes * prices.dynamoDb.dollarsPerMillionWrites) /
      MILLION +
    (signatures * prices.kms.dollarsPerTenThousandSignatures) / 10_000
  );
}

/**
 * Returns the dollars that the authorizer adds to a request of the application: its invocation and its read
 * of the session.
 */
export function priceOfAuthorizer(inputs: CostInputs): number {
  const { prices, assumptions } = inputs;
  return (
    priceOfInvocation(inputs, {
      milliseconds: assumptions.milliseconds.authorizer,
      memoryMb: assumptions.memoryMb.authorizer,
      logBytes: assumptions.logBytes.authorizer,
    }) +
    prices.dynamoDb.dollarsPerMillionReads / MILLION
  );
}

/** Returns the dollars of a thousand requests of one kind, at API Gateway's first price. */
export function priceOfThousand(inputs: CostInputs, name: string): number {
  return 1_000 * priceOfAuth(inputs, name) + priceOfGateway(inputs, 1_000);
}

/**
 * Returns the dollars of a month with this many active users, with the authorizer's part in their other
 * requests listed separately.
 */
export function priceOfMonth(inputs: CostInputs, users: number): { signIn: number; authorizer: number } {
  const { prices, assumptions } = inputs;
  const { perUserAndMonth, keys, storedBytesPerUser, authorizedRequestsPerUserAndMonth } = assumptions;
  const requests = Object.entries(perUserAndMonth);
  const perUser = requests.reduce((sum, [name, times]) => sum + times * priceOfAuth(inputs, name), 0);
  const calls = requests.reduce((sum, [, times]) => sum + times, 0);
  const { dollarsPerGbMonth, dollarsPerGbMonthOfBackup } = prices.dynamoDb;
  return {
    signIn:
      users * perUser +
      priceOfGateway(inputs, users * calls) +
      keys * prices.kms.dollarsPerKeyMonth +
      ((users * storedBytesPerUser) / GB) * (dollarsPerGbMonth + dollarsPerGbMonthOfBackup),
    authorizer: users * authorizedRequestsPerUserAndMonth * priceOfAuthorizer(inputs),
  };
}

/** The costs of a month that `priceOfMonth` leaves out, in dollars. */
export interface ExtraCosts {
  /** API Gateway's price of the application's own requests. */
  readonly ownRequests: number;
  /** The lines that Lambda writes for each invocation, with `monitoring`. */
  readonly platformLogs: number;
  /** GuardDuty's analysis of the CloudTrail events of signatures. */
  readonly guardDuty: number;
  /** A second trail with these events. The first is free. */
  readonly secondTrail: number;
  /** The saving of 2048-bit signing keys. */
  readonly shortKeys: number;
}

/** Computes the extra costs for this many active users. */
export function priceOfExtras(inputs: CostInputs, users: number): ExtraCosts {
  const { prices, assumptions, measured } = inputs;
  const { perUserAndMonth, authorizedRequestsPerUserAndMonth, logBytes } = assumptions;
  const requests = Object.entries(perUserAndMonth);
  const calls = users * requests.reduce((sum, [, times]) => sum + times, 0);
  const own = users * authorizedRequestsPerUserAndMonth;
  const signatures =
    users * requests.reduce((sum, [name, times]) => sum + times * measuredOf(measured, name).signatures, 0);
  const { dollarsPerTenThousandSignatures, dollarsPerTenThousandShortSignatures } = prices.kms;
  return {
    ownRequests: priceOfGateway(inputs, calls + own) - priceOfGateway(inputs, calls),
    platformLogs: ((calls + own) * logBytes.platform * prices.logs.dollarsPerGb) / GB,
    guardDuty: (signatures * prices.guardDuty.dollarsPerMillionEvents) / MILLION,
    secondTrail: (signatures * prices.cloudTrail.dollarsPerHundredThousandEvents) / 100_000,
    shortKeys:
      (signatures * (dollarsPerTenThousandSignatures - dollarsPerTenThousandShortSignatures)) / 10_000,
  };
}

/**
 * Returns the dollars of a password-guessing attack. The admitted requests reach the function, and every
 * request leaves a log line.
 */
export function priceOfAttack(inputs: CostInputs, withFirewall: boolean): number {
  const { prices, assumptions, admittedPerSecond, firewallRate } = inputs;
  const { requestsPerSecond, seconds, addressesBehindFirewall } = assumptions.attack;
  const requests = requestsPerSecond * seconds;
  const unblocked = withFirewall
    ? Math.min(requestsPerSecond, (addressesBehindFirewall * firewallRate) / FIREWALL_WINDOW_SECONDS)
    : requestsPerSecond;
  const judged = Math.min(unblocked, admittedPerSecond) * seconds;
  const firewall =
    prices.waf.dollarsPerMillionRequests / MILLION +
    (assumptions.logBytes.firewall * prices.logs.dollarsPerGb) / GB;
  // The access log has a line for each request, blocked or not.
  const line = (assumptions.logBytes.authorizer * prices.logs.dollarsPerGb) / GB;
  return (
    priceOfGateway(inputs, judged) +
    requests * line +
    judged * priceOfAuth(inputs, 'POST /sessions/create, the password is wrong') +
    (withFirewall ? requests * firewall : 0)
  );
}
