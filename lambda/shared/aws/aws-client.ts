/** A small client of AWS's JSON APIs, for functions whose cold start an SDK would dominate. */
import { AwsCallError, isAwsCallError, readErrorType, toAwsCallError } from './aws-call-error';
import type { AwsSettings } from './aws-settings';
import { post } from './http-post';
import { signRequest } from './sign-request';

/** Calls one service. Use it only for idempotent calls: it repeats a failed call. */
export interface AwsClient {
  /**
   * Calls an operation, such as `GetItem`, with its input in the service's JSON, and returns its output.
   * @throws AwsCallError
   */
  call(operation: string, input: unknown): Promise<Readonly<Record<string, unknown>>>;
}

/** How long a client tries. */
export interface AwsClientLimits {
  /** Milliseconds for a call with all its attempts. @default 1000 */
  readonly budgetMs?: number;
  /** Milliseconds for one attempt. @default 500 */
  readonly attemptMs?: number;
  /** @default 3 */
  readonly attempts?: number;
}

/** The longest wait before the second attempt, in milliseconds. It doubles for the third. */
const FIRST_BACKOFF_MS = 25;

/**
 * Creates a client, which keeps its connections open between calls.
 *
 * It retries throttled calls, failures on AWS's side and broken connections. A random wait before each retry
 * keeps callers from returning all at once.
 */
export function createAwsClient(settings: AwsSettings, limits: AwsClientLimits = {}): AwsClient {
  const { budgetMs = 1000, attemptMs = 500, attempts = 3 } = limits;

  async function attempt(name: string, operation: string, input: unknown, timeoutMs: number) {
    const request = signRequest(settings, operation, input, Date.now());
    const { status, body } = await post(request, timeoutMs).catch((error: NodeJS.ErrnoException) => {
      throw new AwsCallError(name, 'unavailable', error.code ?? 'UNKNOWN');
    });
    if (status !== 200) throw toAwsCallError(name, status, readErrorType(body));
    return parseObject(name, body);
  }

  return {
    call: async (operation, input) => {
      const name = `${settings.service.name}:${operation}`;
      const deadline = monotonicMs() + budgetMs;
      for (let made = 1; ; made++) {
        try {
          return await attempt(name, operation, input, Math.min(attemptMs, deadline - monotonicMs()));
        } catch (error) {
          const wait = Math.random() * FIRST_BACKOFF_MS * 2 ** (made - 1);
          const final = made >= attempts || monotonicMs() + wait >= deadline - 1;
          if (final || !(isAwsCallError(error) && error.transient)) throw error;
          await sleep(wait);
        }
      }
    },
  };
}

/**
 * Returns a clock that never goes back, in milliseconds. The global `performance` would load a dozen modules,
 * and so would `node:timers/promises`: both add to every cold start.
 */
function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function parseObject(name: string, body: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
      return parsed as Record<string, unknown>;
    }
  } catch {
    // The parser's message quotes the response, so drop it.
  }
  throw new AwsCallError(name, 'unavailable', 'MalformedAnswer');
}
