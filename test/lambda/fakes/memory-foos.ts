/** The stores of foos, counts and idempotency keys, in memory. */
import type { FooCount, FooCounts } from '../../../lambda/foo/stores/foo-counts';
import type { Foo, Foos } from '../../../lambda/foo/stores/foos';
import { type IdempotencyKeys, placeOf, type Reservation } from '../../../lambda/foo/stores/idempotency-keys';

/** Creates an empty store of foos with the contract of the real one. */
export function createMemoryFoos(): Foos {
  const items = new Map<string, Foo[]>();
  const of = (sub: string) => items.get(sub) ?? [];
  const find = (sub: string, id: string, expected?: string) =>
    of(sub).find((foo) => foo.id === id && (expected === undefined || foo.revision === expected));
  return {
    async put(sub, foo) {
      if (!find(sub, foo.id)) items.set(sub, [...of(sub), foo]);
    },
    async count(sub) {
      return of(sub).length;
    },
    async get(sub, id) {
      return find(sub, id);
    },
    async replace(sub, id, { name, note, updatedAt, revision }, expected) {
      const found = find(sub, id, expected);
      if (!found) return undefined;
      const { note: _, ...rest } = found;
      const replaced = { ...rest, name, ...(note !== undefined && { note }), updatedAt, revision };
      items.set(
        sub,
        of(sub).map((foo) => (foo === found ? replaced : foo)),
      );
      return replaced;
    },
    async remove(sub, id, expected) {
      const found = find(sub, id, expected);
      if (!found) return 'refused';
      items.set(
        sub,
        of(sub).filter((foo) => foo !== found),
      );
      return 'removed';
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

/** The count of an account without one. */
export const NO_COUNT: FooCount = { count: 0, checkedAt: 0, takenAt: 0, changes: 0, closed: false };

/** Creates an empty store of counts with the contract of the real one. */
export function createMemoryFooCounts(): FooCounts & { readonly items: Map<string, FooCount> } {
  const items = new Map<string, FooCount>();
  const of = (sub: string) => items.get(sub) ?? NO_COUNT;
  const change = (sub: string, to: Partial<FooCount>) =>
    items.set(sub, { ...of(sub), ...to, changes: of(sub).changes + 1 });
  return {
    items,
    async add(sub, max, takenAt) {
      const { closed, count } = of(sub);
      if (closed || count >= max) return false;
      change(sub, { count: count + 1, takenAt });
      return true;
    },
    async subtract(sub, read) {
      const { closed, count, changes } = of(sub);
      if (closed || count === 0 || changes !== read.changes) return 'changed';
      change(sub, { count: count - 1 });
      return 'counted';
    },
    async find(sub) {
      return of(sub);
    },
    async correct(sub, read, { count, checkedAt }) {
      if (items.has(sub) && !of(sub).closed && of(sub).changes === read.changes)
        change(sub, { count, checkedAt });
    },
  };
}

/** Creates an empty store of idempotency keys with the contract of the real one. */
export function createMemoryIdempotencyKeys(): IdempotencyKeys {
  const items = new Map<string, Reservation>();
  return {
    async reserve(sub, key, reservation, nowSeconds) {
      const place = `${sub} ${placeOf(key)}`;
      const held = items.get(place);
      if (held && held.expiresAt > nowSeconds) return held;
      items.set(place, reservation);
      return reservation;
    },
    async find(sub, key, nowSeconds) {
      const held = items.get(`${sub} ${placeOf(key)}`);
      return held && held.expiresAt > nowSeconds ? held : undefined;
    },
    async spend(sub, place, id) {
      const held = items.get(`${sub} ${place}`);
      if (held?.id === id) items.set(`${sub} ${place}`, { ...held, isSpent: true });
    },
  };
}
