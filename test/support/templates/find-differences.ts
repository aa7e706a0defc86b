/**
 * Finds the differences between two JSON values. Different values never have the same differences from a
 * third.
 */
import { isDeepStrictEqual } from 'node:util';

/** Names of members and indexes of lists, outermost first. */
export type Path = readonly (string | number)[];

/** One difference. `+`: only in the second value. `-`: only in the first. `~`: in both, but different. */
export interface Difference {
  readonly kind: '+' | '-' | '~';
  /** The path in the first value. For a new element, the index before which it is inserted. */
  readonly path: Path;
  readonly from?: unknown;
  readonly to?: unknown;
}

/** Returns the differences in the order of their paths. The order of an object's members is ignored. */
export function findDifferences(from: unknown, to: unknown, path: Path = []): readonly Difference[] {
  if (isDeepStrictEqual(from, to)) return [];
  if (Array.isArray(from) && Array.isArray(to)) return compareLists(from, to, path);
  if (isObject(from) && isObject(to)) return compareObjects(from, to, path);
  if (isLong(from) && isLong(to)) return compareLists(split(from), split(to), path);
  return [{ kind: '~', path, from, to }];
}

/** Whether a value is a long text, such as a dashboard's body, of which only parts are shown. */
const isLong = (value: unknown): value is string => typeof value === 'string' && value.length > 300;

const split = (text: string) => text.split(/(?<=[,}])/);

function compareObjects(from: JsonObject, to: JsonObject, path: Path): readonly Difference[] {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
  return names.flatMap((name): readonly Difference[] => {
    const member = [...path, name];
    if (!Object.hasOwn(to, name)) return [{ kind: '-', path: member, from: from[name] }];
    if (!Object.hasOwn(from, name)) return [{ kind: '+', path: member, to: to[name] }];
    return findDifferences(from[name], to[name], member);
  });
}

/** Compares lists. Elements keep their indexes of the first list, so an inserted one moves no other. */
function compareLists(from: readonly unknown[], to: readonly unknown[], path: Path): readonly Difference[] {
  const found: Difference[] = [];
  let [left, right] = [0, 0];
  for (const [nextLeft, nextRight] of [...findCommon(from, to), [from.length, to.length] as const]) {
    // Elements on both sides count as changed, and the rest as new or removed.
    while (left < nextLeft && right < nextRight) {
      found.push(...findDifferences(from[left], to[right], [...path, left]));
      left += 1;
      right += 1;
    }
    for (; left < nextLeft; left++) found.push({ kind: '-', path: [...path, left], from: from[left] });
    for (; right < nextRight; right++) found.push({ kind: '+', path: [...path, left], to: to[right] });
    [left, right] = [nextLeft + 1, nextRight + 1];
  }
  return found;
}

/** Returns the indexes of a longest common subsequence. */
function findCommon(
  from: readonly unknown[],
  to: readonly unknown[],
): readonly (readonly [number, number])[] {
  const [lefts, rights] = [from, to].map((list) => list.map(canonical)) as [string[], string[]];
  const lengths = Array.from({ length: lefts.length + 1 }, () =>
    new Array<number>(rights.length + 1).fill(0),
  );
  const at = (left: number, right: number) => lengths[left]?.[right] ?? 0;
  for (let left = lefts.length - 1; left >= 0; left--) {
    for (let right = rights.length - 1; right >= 0; right--) {
      const row = lengths[left] as number[];
      row[right] =
        lefts[left] === rights[right]
          ? at(left + 1, right + 1) + 1
          : Math.max(at(left + 1, right), at(left, right + 1));
    }
  }
  const places: (readonly [number, number])[] = [];
  let [left, right] = [0, 0];
  while (left < lefts.length && right < rights.length) {
    if (lefts[left] === rights[right]) places.push([left++, right++]);
    else if (at(left + 1, right) >= at(left, right + 1)) left += 1;
    else right += 1;
  }
  return places;
}

type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a JSON value is an object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns a text of a value that does not depend on the order of members. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, member) =>
    isObject(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
