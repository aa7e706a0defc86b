/** The store of name pointers, in memory. */
import type {
  IdentifierOwner,
  IdentifierPointer,
  IdentifierPointers,
} from '../../../lambda/identity/accounts/identifiers/identifier-pointers';

/** A fake store, with a record of its reads. */
export interface MemoryIdentifierPointers extends IdentifierPointers {
  readonly items: Map<string, IdentifierPointer>;
  /** The names of all reads, in order. */
  readonly lookups: string[];
}

const isSame = (one: IdentifierPointer | undefined, other: IdentifierPointer): boolean =>
  one?.sub === other.sub && one.state === other.state && one.reservedUntil === other.reservedUntil;

/** Creates an empty store with the contract of the real one. */
export function createMemoryIdentifierPointers(): MemoryIdentifierPointers {
  const items = new Map<string, IdentifierPointer>();
  const lookups: string[] = [];
  const putIf = (holds: boolean, pointer: IdentifierPointer): boolean => {
    const isOwn = isSame(items.get(pointer.name), pointer);
    if (holds) items.set(pointer.name, pointer);
    return holds || isOwn;
  };
  const ofOwner = ({ name, sub }: IdentifierOwner) => {
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
