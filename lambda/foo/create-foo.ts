/** Creates a foo. */
import { createHash } from 'node:crypto';
import { IdempotencyKeyReusedError, ValidationError } from '../shared/errors';
import type { FooBody } from './bodies';
import { type ClaimQuotaDependencies, claimQuota } from './claim-quota';
import type { Foo, Foos } from './stores/foos';
import { type IdempotencyKeys, placeOf } from './stores/idempotency-keys';

/** The stores, the clock and the source of ids. */
export interface CreateFooDependencies extends ClaimQuotaDependencies {
  readonly foos: Pick<Foos, 'put' | 'get' | 'count'>;
  readonly idempotencyKeys: Pick<IdempotencyKeys, 'reserve' | 'find'>;
  /** A new UUIDv7 (RFC 9562 section 5.7). */
  readonly newId: () => string;
}

/** A foo to create, and its account. */
export interface CreateFooCommand {
  readonly sub: string;
  readonly foo: FooBody;
  /** Requests with the same key create one foo. @default - each request creates a foo */
  readonly idempotencyKey?: string | undefined;
}

/** How long a key is kept, in seconds. */
const RESERVATION_SECONDS = 24 * 60 * 60;

/** Printable ASCII: the characters that a key in a header may have. */
const KEY_GRAMMAR = /^[\x21-\x7e]{1,255}$/;

/**
 * Creates the operation.
 *
 * It reserves a key together with the id of the future foo. A later request with the same key continues with
 * that id, even after a crash between the two writes (draft-ietf-httpapi-idempotency-key-header). The
 * response is always the first one. A repeated request does not undo a later change or deletion.
 *
 * @throws ValidationError, IdempotencyKeyReusedError, TooManyFoosError, ConcurrentChangeError
 */
export function createFoo(deps: CreateFooDependencies): (command: CreateFooCommand) => Promise<Foo> {
  const { foos, idempotencyKeys, now, newId } = deps;

  /** Returns the foo's id and time, and whether an earlier request with the key reserved them. */
  async function reserve({ sub, foo, idempotencyKey: key }: CreateFooCommand) {
    const millis = now();
    const fresh = { id: newId(), createdAt: new Date(millis).toISOString() };
    if (key === undefined) return { ...fresh, isRepeated: false, isSpent: false };
    const seconds = Math.floor(millis / 1000);
    const bodyDigest = digest([foo.name, foo.note ?? null]);
    const reservation = { ...fresh, bodyDigest, expiresAt: seconds + RESERVATION_SECONDS };
    const holding = await idempotencyKeys.reserve(sub, key, reservation, seconds);
    if (holding.bodyDigest !== bodyDigest) {
      throw new IdempotencyKeyReusedError('The key was used with another body');
    }
    return { ...holding, isRepeated: holding.id !== fresh.id, isSpent: holding.isSpent === true };
  }

  /**
   * Claims the foo's place before its key is reserved, if the account seems to be at its limit and the key is
   * new. Refused requests must not store their keys.
   * @returns whether it claimed the place
   * @throws TooManyFoosError, UnauthorizedError
   */
  async function claimAtBound({ sub, idempotencyKey: key }: CreateFooCommand): Promise<boolean> {
    if (key === undefined) return false;
    const { count, closed } = await deps.counts.find(sub);
    if (count < deps.maxFoosPerUser && !closed) return false;
    if (await idempotencyKeys.find(sub, key, Math.floor(now() / 1000))) return false;
    await claimQuota(deps, sub);
    return true;
  }

  /** Returns the foo's id and time, and whether an earlier request with the key created it. */
  async function prepare(command: CreateFooCommand) {
    const promised = await reserve(command);
    if (!promised.isRepeated || promised.isSpent) return { ...promised, isCreated: promised.isSpent };
    if (await foos.get(command.sub, promised.id)) return { ...promised, isCreated: true };
    // A deletion marks the key as spent before it removes the foo. If the foo existed, this read shows it.
    const current = await reserve(command);
    return { ...current, isCreated: current.isSpent };
  }

  return async (command) => {
    checkKey(command);
    const isClaimed = await claimAtBound(command);
    const { id, createdAt, isCreated } = await prepare(command);
    const { sub, idempotencyKey } = command;
    const { name, note } = command.foo;
    const foo: Foo = {
      id,
      name,
      ...(note !== undefined && { note }),
      createdAt,
      updatedAt: createdAt,
      // The same for every request with the key.
      revision: id,
      ...(idempotencyKey !== undefined && { reservation: placeOf(idempotencyKey) }),
    };
    if (isCreated) return foo;
    if (!isClaimed) await claimQuota(deps, sub);
    await foos.put(sub, foo);
    return foo;
  };
}

function checkKey({ idempotencyKey: key }: CreateFooCommand): void {
  if (key === undefined || KEY_GRAMMAR.test(key)) return;
  throw new ValidationError([
    { header: 'Idempotency-Key', detail: 'must be 1 to 255 printable ASCII characters' },
  ]);
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url');
}
