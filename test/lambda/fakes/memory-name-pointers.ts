/** The store of name pointers, in memory. */
import type {
  NameOwner,
  NamePointer,
  NamePointers,
} from '../../../lambda/identity/accounts/identifiers/name-pointers';

/** A fake store, with a record of its reads. */
export interface MemoryNamePointers extends NamePointers {
  readonly items: Map<string, NamePointer>;
  /** The names of all reads, in order. */
  readonly lookups: string[];
}

const isSame = (one: NamePointer | undefined, other: NamePointer): boolean =>
  one?.sub === other.sub && one.state === other.state && one.reservedUntil === other.reservedUntil;

/** Creates an empty store with the contract of the real one. */
export function createMemoryNamePointers(): MemoryNamePointers {
  const items = new Map<string, NamePointer>();
  const lookups: string[] = [];
  const putIf = (holds: boolean, pointer: NamePointer): boolean => {
    const isOwn = isSame(items.get(pointer.name), pointer);
    if (holds) items.set(pointer.name, pointer);
    return holds || isOwn;
  };
  const ofOwner = ({ name, sub }: NameOwner) => {
    const pointer = items.get(name);
    return pointer?.sub === sub ? pointer : undefined;
  };
  return {
    items,
    lookups,
    async find(name) {
      lookups.push(name);
      return items.get(name);
    },
    reserve: async (pointer) => putIf(!items.has(pointer.name), pointer),
    replace: async (found, pointer) => putIf(isSame(items.get(pointer.name), found), pointer),
    async confirm(owner) {
      const pointer = ofOwner(owner);
      if (pointer) items.set(pointer.name, { ...pointer, state: 'CONFIRMED' });
      return pointer !== undefined;
    },
    async release(owner) {
      const { reservedUntil } = owner;
      const pointer = ofOwner(owner);
      const isMeant = reservedUntil === undefined || pointer?.reservedUntil === reservedUntil;
      if (pointer && isMeant) items.delete(pointer.name);
    },
  };
}
