/** Attempts in memory: on accounts, on names that nobody has, and of sources. */

import type { Login } from '../../../lambda/identity/accounts/account';
import type { Budget, LoginAttempts } from '../../../lambda/identity/accounts/account-attempts';
import type { AttemptReservation } from '../../../lambda/identity/throttling/attempt-update';
import { type Attempts, noAttempts } from '../../../lambda/identity/throttling/backoff';
import type { SourceWindow, SourceWindows } from '../../../lambda/identity/throttling/source-rate-limits';
import type { UnknownNames } from '../../../lambda/identity/throttling/unknown-username-attempts';

/** Whether an attempt is let through, as the conditional update judges it. */
function isAdmitted(current: Attempts, { seen, freeFailures }: AttemptReservation): boolean {
  return seen.failures < freeFailures
    ? current.failures < freeFailures
    : current.failures === seen.failures && current.lastAttemptAt === seen.lastAttemptAt;
}

const oneMore = ({ failures }: Attempts, { at }: AttemptReservation): Attempts => ({
  failures: failures + 1,
  lastAttemptAt: at,
});

/** Makes a store over the logins of another one, as the real ones share a table. */
export function createMemoryLoginAttempts(logins: Map<string, Login>): LoginAttempts {
  const attemptsOf = (login: Login, budget: Budget): Attempts | undefined => {
    if (budget === 'sign-in') return login.attempts;
    if (budget === 'password-change') return login.changeAttempts;
    return login.devices.find(({ id }) => id === budget.device);
  };
  const withAttempts = (login: Login, budget: Budget, attempts: Attempts): Login => {
    if (budget === 'sign-in') return { ...login, attempts };
    if (budget === 'password-change') return { ...login, changeAttempts: attempts };
    const devices = login.devices.map((device) =>
      device.id === budget.device ? { ...device, ...attempts } : device,
    );
    return { ...login, devices };
  };
  return {
    async reserve({ name, sub }, budget, reservation) {
      const login = logins.get(name);
      const current = login?.sub === sub ? attemptsOf(login, budget) : undefined;
      if (!login || !current || !isAdmitted(current, reservation)) return false;
      logins.set(name, withAttempts(login, budget, oneMore(current, reservation)));
      return true;
    },
    async clear({ name, sub }) {
      const login = logins.get(name);
      if (login?.sub !== sub) return;
      const none = (attempts: Attempts) => ({ ...attempts, failures: 0 });
      logins.set(name, {
        ...login,
        attempts: none(login.attempts),
        changeAttempts: none(login.changeAttempts),
        devices: login.devices.map((device) => ({ ...device, failures: 0 })),
      });
    },
    async forgetDevices({ name, sub }) {
      const login = logins.get(name);
      if (login?.sub === sub) logins.set(name, { ...login, devices: [] });
    },
  };
}

/** Makes an empty store that keeps the contract of the real one. */
export function createMemoryUnknownNames(): UnknownNames & { readonly items: Map<string, Attempts> } {
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

/** Makes an empty store that keeps the contract of the real one. */
export function createMemorySourceWindows(): SourceWindows & { readonly items: Map<string, number> } {
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
