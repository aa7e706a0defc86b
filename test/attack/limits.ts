/** Sets other limits for attempts in a copy of a synthesized stage. */
import { createHash } from 'node:crypto';
import { copyChanged, type Resource } from '../support/change-template';

/** Environment variables of the function auth, by name. */
export type Limits = Readonly<Record<(typeof NAMES)[number], number>>;

const NAMES = [
  'FREE_SIGN_IN_FAILURES',
  'MAX_SIGN_IN_FAILURES',
  'MAX_SIGN_IN_FAILURES_PER_SOURCE',
  'MAX_SIGN_UPS_PER_SOURCE',
  'FAILURE_DECAY_SECONDS',
] as const;

/** The defaults of every stage: `abuseDefaults` of the stack. */
export const defaultLimits: Limits = {
  FREE_SIGN_IN_FAILURES: 5,
  MAX_SIGN_IN_FAILURES: 100,
  MAX_SIGN_IN_FAILURES_PER_SOURCE: 50,
  MAX_SIGN_UPS_PER_SOURCE: 20,
  FAILURE_DECAY_SECONDS: 3 * 86_400,
};

/** Limits that no suite reaches. */
export const noLimits: Limits = {
  FREE_SIGN_IN_FAILURES: 1_000,
  MAX_SIGN_IN_FAILURES: 100_000,
  MAX_SIGN_IN_FAILURES_PER_SOURCE: 100_000,
  MAX_SIGN_UPS_PER_SOURCE: 100_000,
  FAILURE_DECAY_SECONDS: 3 * 86_400,
};

/** Hashes with minimal cost, because this suite does not attack their cost. */
const CHEAP_HASHES = { ARGON2_MEMORY_KIB: 64, ARGON2_ITERATIONS: 1, ARGON2_PARALLELISM: 1 };

/** The secret that the proxy of `PROXIED` sends. */
export const PROXY_SECRET = 'a-secret-that-only-the-proxy-has';

/** A proxy in front of the run. Requests without its secret are counted by their own address. */
const PROXIED = {
  TRUSTED_PROXY: [
    'cloudfront-viewer-address,0,x-origin-verify',
    createHash('sha256').update(PROXY_SECRET).digest('hex'),
  ].join(),
};

/**
 * Copies an assembly and sets the limits in the copy.
 * @param change makes further changes to the function that enforces the limits, and to the one that adds second factors
 */
export function copyWithLimits(
  assembly: string,
  copy: string,
  limits: Limits,
  change: (functions: readonly Resource[]) => void = () => {},
): void {
  copyChanged(assembly, copy, (resources) => {
    const limited = Object.values(resources).filter((resource) => NAMES[0] in variablesOf(resource));
    const [auth] = limited;
    if (auth === undefined || limited.length > 1) throw new Error(`${limited.length} functions have limits`);
    const variables = auth.Properties.Environment.Variables;
    for (const [name, value] of Object.entries({ ...limits, ...CHEAP_HASHES, ...PROXIED })) {
      if (!(name in variables)) throw new Error(`The function has no ${name}`);
      variables[name] = String(value);
    }
    // both read the end of an enrolment
    change(Object.values(resources).filter((resource) => 'FACTOR_KEY' in variablesOf(resource)));
  });
}

const variablesOf = ({ Properties }: Resource): Readonly<Record<string, unknown>> =>
  Properties?.Environment?.Variables ?? {};
