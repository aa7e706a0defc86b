/** Foos and their idempotency keys in memory. */
import type { Foo, Foos } from '../../../lambda/foo/foos';
import type { IdempotencyKeys, Reservation } from '../../../lambda/foo/idempotency-keys';

/** Makes an empty store of foos that keeps the contract of the real one. */
export function createMemoryFoos(): Foos {
  const items = new Map<string, Foo[]>();
  const of = (sub: string) => items.get(sub) ?? [];
  return {
    async put(sub, foo) {
      if (!of(sub).some(({ id }) => id === foo.id)) items.set(sub, [...of(sub), foo]);
    },
    async get(sub, id) {
      return of(sub).find((foo) => foo.id === id);
    },
    async list(sub, { limit, after }) {
      const sorted = of(sub)
        .filter(({ id }) => after === undefined || id < after)
        .sort((a, b) => (a.id < b.id ? 1 : -1));
      const page = sorted.slice(0, limit);
      const next = sorted.length > limit ? page.at(-1)?.id : undefined;
      return { items: page, ...(next !== undefined && { next }) };
    },
  };
}

/** Makes an empty store of idempotency keys that keeps the contract of the real one. */
export function createMemoryIdempotencyKeys(): IdempotencyKeys {
  const items = new Map<string, Reservation>();
  return {
    async reserve(sub, key, reservation, nowSeconds) {
      const held = items.get(`${sub} ${key}`);
      if (held && held.expiresAt > nowSeconds) return held;
      items.set(`${sub} ${key}`, reservation);
      return reservation;
    },
  };
}
