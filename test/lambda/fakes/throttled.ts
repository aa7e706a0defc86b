/**
 * The dependencies of auth's operations in memory, with a stage's own limits and a record of all store calls.
 */
import { createHash } from 'node:crypto';
import {
  createAttemptGuard,
  type ThrottleLimits,
} from '../../../lambda/identity/authentication/attempt-guard';
import { register } from '../../../lambda/identity/authentication/register';
import { signIn } from '../../../lambda/identity/authentication/sign-in';
import type { SignInResponse } from '../../../lambda/identity/tokens/token-response';
import { TooManyAttemptsError } from '../../../lambda/shared/errors';
import { createFakeDependencies, PASSWORD, SOURCE } from './auth-dependencies';

const LIMITS: ThrottleLimits = {
  freeSignInFailures: 5,
  maxSignInFailures: 100,
  failureDecaySeconds: 3 * 86_400,
  maxSignInFailuresPerSource: 50,
  maxSignUpsPerSource: 20,
};

/** Dependencies with limits. */
export type Throttled = ReturnType<typeof createThrottled>;

/** Creates the dependencies. `calls` records each call of a store, such as `accounts.find`. */
export function createThrottled(limits: Partial<ThrottleLimits> = {}) {
  const fakes = createFakeDependencies();
  const calls: string[] = [];
  const counted = <Store extends object>(name: string, store: Store): Store =>
    Object.fromEntries(
      Object.entries(store).map(([method, member]) => [
        method,
        typeof member !== 'function'
          ? member
          : (...values: readonly unknown[]) => {
              calls.push(`${name}.${method}`);
              return member(...values);
            },
      ]),
    ) as Store;
  const deps = {
    ...fakes,
    calls,
    // Different texts have different hashes.
    hashName: async (name: string) => createHash('sha256').update(name).digest('base64url').slice(0, 22),
    accounts: counted('accounts', fakes.accounts),
    names: counted('names', fakes.names),
    emails: counted('emails', fakes.emails),
    sessions: counted('sessions', fakes.sessions),
    accountAttempts: counted('accountAttempts', fakes.accountAttempts),
    unknownUsernameAttempts: counted('unknownUsernameAttempts', fakes.unknownUsernameAttempts),
    sourceRateLimits: counted('sourceRateLimits', fakes.sourceRateLimits),
  };
  return guarded(deps, limits);
}

/** Returns the same dependencies with a guard that uses their stores. */
export function guarded<Deps extends Omit<Parameters<typeof createAttemptGuard>[0], 'limits'>>(
  deps: Deps,
  limits: Partial<ThrottleLimits> = {},
) {
  return { ...deps, guard: createAttemptGuard({ ...deps, limits: { ...LIMITS, ...limits } }) };
}

/** Returns the nth address of a network. */
const addressOf = (n: number) => `198.51.${Math.floor(n / 256)}.${n % 256}`;

/** A sign-in. @default - ada's, with her password, from an unknown device at a new address */
export interface Attempt {
  readonly username?: string;
  readonly password?: string;
  readonly newPassword?: string;
  readonly ip?: string;
  readonly deviceToken?: string | undefined;
}

let addresses = 0;

/** Signs in. */
export function attempt(deps: Throttled, { ip, ...given }: Attempt = {}): Promise<SignInResponse> {
  addresses += 1;
  const source = { ...SOURCE, ip: ip ?? addressOf(addresses % 65_536) };
  const command = { username: 'ada', password: PASSWORD, ...given, source, hasTime: () => true };
  return signIn(deps)(command);
}

/** Registers ada, and clears the recorded calls. @returns the token of her device */
export async function registerAda(deps: Throttled): Promise<string> {
  const { device_token: deviceToken } = await register(deps)({
    username: 'ada',
    password: PASSWORD,
    source: SOURCE,
  });
  forgetCalls(deps);
  return deviceToken;
}

/** Clears the recorded calls, hashes and log lines. */
export function forgetCalls({ calls, passwords, logged }: Throttled): void {
  calls.length = 0;
  passwords.work.length = 0;
  logged.length = 0;
}

/** Returns the outcome of a request: `done`, an error code, or the seconds to wait. */
export async function outcomeOf(request: Promise<unknown>): Promise<string | number> {
  try {
    await request;
    return 'done';
  } catch (error) {
    if (error instanceof TooManyAttemptsError) return error.retryAfter;
    return String((error as { code?: unknown }).code ?? error);
  }
}

/** Sets the number of consecutive failures of ada's sign-ins. */
export function setFailures({ accounts, now }: Throttled, failures: number): void {
  const ada = accounts.named('ada');
  if (ada) accounts.set({ ...ada, attempts: { failures, lastAttemptAt: now() } });
}
