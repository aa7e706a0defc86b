/** The stores of passkeys, in memory. */
import type { Account } from '../../../lambda/identity/accounts/account';
import { countFactors } from '../../../lambda/identity/factors/account-factor';
import { countPasskeys } from '../../../lambda/identity/passkeys/account-passkey';
import type { AccountPasskeys } from '../../../lambda/identity/passkeys/account-passkeys';
import type { Ceremonies } from '../../../lambda/identity/passkeys/ceremonies';
import type { Ceremony } from '../../../lambda/identity/passkeys/ceremony';
import type { Passkey } from '../../../lambda/identity/passkeys/passkey';
import type { Passkeys } from '../../../lambda/identity/passkeys/passkeys';
import type {
  RegistrationCeremonies,
  RegistrationCeremony,
} from '../../../lambda/identity/passkeys/registration-ceremonies';

/** A fake store of passkeys, by `<sub>/<id>`. */
export type MemoryPasskeys = Passkeys & { readonly items: Map<string, Passkey> };

/** A fake store of registrations, by `<sub>/<digest>`. */
export type MemoryRegistrationCeremonies = RegistrationCeremonies & {
  readonly items: Map<string, RegistrationCeremony>;
};

/** Returns an item without its undefined members, as the table stores it. */
const stored = <Item extends object>(item: Item): Item =>
  Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined)) as Item;

const nameOf = (sub: string, id: string) => `${sub}/${id}`;

function deleteOf(items: Map<string, { readonly sub: string }>, sub: string): void {
  for (const [name, item] of items) if (item.sub === sub) items.delete(name);
}

/** Creates an empty store with the contract of the real one. */
export function createMemoryCeremonies(): Ceremonies & { readonly items: Map<string, Ceremony> } {
  const items = new Map<string, Ceremony>();
  return {
    items,
    async begin(digest, ceremony) {
      items.set(digest, stored(ceremony));
    },
    async use(digest, purpose, now) {
      const found = items.get(digest);
      if (found?.purpose !== purpose || found.validUntil <= now) return undefined;
      items.delete(digest);
      return found;
    },
  };
}

/** Creates empty stores of passkeys and of the registrations among them, with the contracts of the real ones. */
export function createMemoryPasskeyPartitions(): {
  readonly passkeys: MemoryPasskeys;
  readonly registrationCeremonies: MemoryRegistrationCeremonies;
} {
  const registrations = new Map<string, RegistrationCeremony>();
  return {
    passkeys: createMemoryPasskeys(registrations),
    registrationCeremonies: {
      items: registrations,
      async begin(digest, ceremony) {
        registrations.set(nameOf(ceremony.sub, digest), ceremony);
      },
      async keepLatest(sub) {
        const own = [...registrations].filter(([, ceremony]) => ceremony.sub === sub);
        const byAge = own.sort(
          ([one, { validUntil }], [other, ceremony]) =>
            validUntil - ceremony.validUntil || (one < other ? -1 : 1),
        );
        for (const [name] of byAge.slice(0, -1)) registrations.delete(name);
      },
      async use(sub, digest, now) {
        const found = registrations.get(nameOf(sub, digest));
        if (!found || found.validUntil <= now) return undefined;
        registrations.delete(nameOf(sub, digest));
        return found;
      },
    },
  };
}

function createMemoryPasskeys(registrations: Map<string, RegistrationCeremony>): MemoryPasskeys {
  const items = new Map<string, Passkey>();
  const listOf = (sub: string) =>
    [...items.values()]
      .filter((passkey) => passkey.sub === sub)
      .sort((one, other) => (one.id < other.id ? -1 : 1));
  return {
    items,
    async put(passkey) {
      items.set(nameOf(passkey.sub, passkey.id), stored(passkey));
    },
    find: async (sub, id) => items.get(nameOf(sub, id)),
    list: async (sub) => listOf(sub),
    async rename(sub, id, name) {
      const found = items.get(nameOf(sub, id));
      if (found) items.set(nameOf(sub, id), { ...found, name });
      return found !== undefined;
    },
    async recordUse({ sub, id }, { counter, isBackedUp, at }) {
      const found = items.get(nameOf(sub, id));
      if (!found || (counter === 0 ? found.counter !== 0 : found.counter >= counter)) return false;
      items.set(nameOf(sub, id), { ...found, counter, isBackedUp, lastUsedAt: at });
      return true;
    },
    async delete(sub, id, addedAt) {
      const found = items.get(nameOf(sub, id));
      if (addedAt === undefined || found?.addedAt === addedAt) items.delete(nameOf(sub, id));
    },
    async deleteAll(sub) {
      const ids = listOf(sub).map(({ id }) => id);
      deleteOf(items, sub);
      deleteOf(registrations, sub);
      return ids;
    },
  };
}

/** Whether another passkey keeps the way in that was read, or else the password. */
function hasSameWayIn(account: Account, current: Account, id: string): boolean {
  const [kept] =
    Object.entries(account.passkeys ?? {}).find(
      ([other, { verifiesUser }]) => other !== id && verifiesUser,
    ) ?? [];
  return kept === undefined ? true : current.passkeys?.[kept]?.verifiesUser === true;
}

/** Creates a store over the accounts, with the contract of the real one. */
export function createMemoryAccountPasskeys({
  items,
}: {
  readonly items: Map<string, Account>;
}): AccountPasskeys {
  const findSame = ({ sub, securityVersion }: Account) => {
    const current = items.get(sub);
    const isSame = current?.state === 'ACTIVE' && current.securityVersion === securityVersion;
    return isSame ? current : undefined;
  };
  return {
    async add(account, id, passkey) {
      const current = findSame(account);
      if (!current || countPasskeys(current) !== countPasskeys(account)) return false;
      if (account.passkeys?.[id] || current.passkeys?.[id]) return false;
      items.set(account.sub, { ...current, passkeys: { ...current.passkeys, [id]: passkey } });
      return true;
    },
    async remove(account, id) {
      const current = findSame(account);
      if (!account.passkeys?.[id] || !current?.passkeys?.[id]) return false;
      const isSame =
        countPasskeys(current) === countPasskeys(account) &&
        countFactors(current) === countFactors(account) &&
        current.secondFactorSince === account.secondFactorSince;
      if (!isSame || !hasSameWayIn(account, current, id)) return false;
      const { [id]: _, ...left } = current.passkeys;
      const { passkeys, ...others } = current;
      const { secondFactorSince, recoveryCodes, factorsResetAt, ...rest } = others;
      const isLast = countPasskeys({ passkeys: left }) === 0;
      const isLastFactor = isLast && countFactors(current) === 0;
      items.set(account.sub, isLastFactor ? rest : isLast ? others : { ...current, passkeys: left });
      return true;
    },
    async turnOn(account, recoveryCodes, at) {
      const current = findSame(account);
      const hasProof = countPasskeys(account) > 0 ? current?.passkeys : account.factors && current?.factors;
      if (!current || !hasProof || account.secondFactorSince !== undefined) return false;
      if (current.secondFactorSince !== undefined) return false;
      items.set(account.sub, { ...current, secondFactorSince: at, recoveryCodes });
      return true;
    },
    async turnOff(account) {
      const current = findSame(account);
      if (!current || account.secondFactorSince === undefined) return false;
      const { factors, secondFactorSince, recoveryCodes, factorsResetAt, ...rest } = current;
      if (secondFactorSince === undefined) return true;
      if (secondFactorSince !== account.secondFactorSince) return false;
      items.set(account.sub, rest);
      return true;
    },
  };
}
