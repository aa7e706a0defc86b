/** The stores of attempts, in memory: on accounts, on unknown names, and of sources. */

import type { Account } from '../../../lambda/identity/accounts/account';
import type { AccountAttempts, ThrottleScope } from '../../../lambda/identity/accounts/account-attempts';
import type { AttemptReservation } from '../../../lambda/identity/throttling/attempt-update';
import { type Attempts, noAttempts } from '../../../lambda/identity/throttling/backoff';
import type { SourceRateLimits, SourceWindow } from '../../../lambda/identity/throttling/source-rate-limits';
import type { UnknownUsernameAttempts } from '../../../lambda/identity/throttling/unknown-username-attempts';

/** Whether concurrent attempts may be counted: a free one is left, and no failure has expired. */
const isShared = ({ seen, failures, freeFailures }: AttemptReservation) =>
  failures < freeFailures && failures === seen.failures;

/** Whether an attempt is admitted, as the conditional update decides. */
function isAdmitted(current: Attempts, reservation: AttemptReservation): boolean {
  const { seen, freeFailures } = reservation;
  return isShared(reservation)
    ? current.failures < freeFailures
    : current.failures === seen.failures && current.lastAttemptAt === seen.lastAttemptAt;
}

/** Returns the stored attempts afterwards, without the failures that the reservation lets expire. */
const oneMore = (current: Attempts, reservation: AttemptReservation): Attempts => ({
  failures: (isShared(reservation) ? current.failures : reservation.failures) + 1,
  lastAttemptAt: reservation.at,
});

/** Creates a store that uses another store's accounts, by `sub`, as the real ones share a table. */
export function createMemoryAccountAttempts(accounts: Map<string, Account>): AccountAttempts {
  const attemptsOf = (account: Account, scope: ThrottleScope): Attempts | undefined => {
    if (scope === 'sign-in') return account.attempts;
    if (scope === 'password-change') return account.changeAttempts;
    return account.devices.find(({ id }) => id === scope.device);
  };
  const withAttempts = (account: Account, scope: ThrottleScope, attempts: Attempts): Account => {
    if (scope === 'sign-in') return { ...account, attempts };
    if (scope === 'password-change') return { ...account, changeAttempts: attempts };
    const devices = account.devices.map((device) =>
      device.id === scope.device ? { ...device, ...attempts } : device,
    );
    return { ...account, devices };
  };
  return {
    async reserve({ sub }, scope, reservation) {
      const account = accounts.get(sub);
      const current = account && attemptsOf(account, scope);
      if (!account || !current || !isAdmitted(current, reservation)) return false;
      accounts.set(sub, withAttempts(account, scope, oneMore(current, reservation)));
      return true;
    },
    async forgive({ sub, passwordHash }, scope) {
      const account = accounts.get(sub);
      const current = account && attemptsOf(account, scope);
      if (!current || account.passwordHash !== passwordHash) return;
      accounts.set(sub, withAttempts(account, scope, { ...current, failures: 0 }));
    },
    async clear({ sub }) {
      const account = accounts.get(sub);
      if (!account) return;
      const none = (attempts: Attempts) => ({ ...attempts, failures: 0 });
      accounts.set(sub, {
        ...account,
        attempts: none(account.attempts),
        changeAttempts: none(account.changeAttempts),
        devices: account.devices.map((device) => ({ ...device, failures: 0 })),
      });
    },
    async forgetDevices({ sub }) {
      const account = accounts.get(sub);
      if (account) accounts.set(sub, { ...account, devices: [] });
    },
  };
}

/** Creates an empty store with the contract of the real one. */
export function createMemoryUnknownUsernameAttempts(): UnknownUsernameAttempts & {
  readonly items: Map<string, Attempts>;
} {
  const items = new Map<string, Attempts>();
  return {
    items,
    async find(nameHash) {
      return items.get(nameHash) ?? noAttempts;
    },
    async reserve(nameHash, reservation) {
      const current = items.get(nameHash);
      if (current && !isAdmitted(current, reservation)) return false;
      items.set(nameHash, oneMore(current ?? noAttempts, reservation));
      return true;
    },
  };
}

/** Creates an empty store with the contract of the real one. */
export function createMemorySourceRateLimits(): SourceRateLimits & { readonly items: Map<string, number> } {
  const items = new Map<string, number>();
  const nameOf = ({ kind, sourceHash, endsAt }: SourceWindow) => `${kind} ${sourceHash} ${endsAt}`;
  return {
    items,
    async reserve(window, max) {
      const attempts = items.get(nameOf(window)) ?? 0;
      if (attempts >= max) return false;
      items.set(nameOf(window), attempts + 1);
      return true;
    },
    async refund(window) {
      const attempts = items.get(nameOf(window)) ?? 0;
      if (attempts > 0) items.set(nameOf(window), attempts - 1);
    },
  };
}
