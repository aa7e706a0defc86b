/** Foos and their idempotency keys in memory. */
import type { FooCount, FooCounts } from '../../../lambda/foo/foo-counts';
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
    async count(sub) {
      return of(sub).length;
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

/** Makes an empty store of counts that keeps the contract of the real one. */
export function createMemoryFooCounts(): FooCounts & { readonly items: Map<string, FooCount> } {
  const items = new Map<string, FooCount>();
  const of = (sub: string) => items.get(sub) ?? { count: 0, checkedAt: 0, closed: false };
  return {
    items,
    async add(sub, max) {
      const current = of(sub);
      if (current.closed || current.count >= max) return false;
      items.set(sub, { ...current, count: current.count + 1 });
      return true;
    },
    async find(sub) {
      return of(sub);
    },
    async correct(sub, read, actual) {
      if (of(sub).count === read.count) items.set(sub, { ...of(sub), ...actual });
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
