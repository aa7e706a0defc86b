/** Logins in memory. */

import type { Login } from '../../../lambda/identity/accounts/account';
import type { Logins } from '../../../lambda/identity/accounts/accounts';
import { type Device, devicesToForget } from '../../../lambda/identity/devices/device';
import { UsernameTakenError } from '../../../lambda/shared/errors';

/** A fake store, with a count of its reads. */
export interface MemoryLogins extends Logins {
  readonly items: Map<string, Login>;
  /** The names that were looked up, in order. */
  readonly lookups: string[];
}

const withDevice = (devices: readonly Device[], signedIn: Device, forgotten: readonly string[]) => [
  ...devices.filter(({ id }) => id !== signedIn.id && !forgotten.includes(id)),
  signedIn,
];

/** Makes an empty store that keeps the contract of the real one. */
export function createMemoryLogins(): MemoryLogins {
  const items = new Map<string, Login>();
  const lookups: string[] = [];
  /** Changes the login of the same account, if `holds` says so. */
  const changeIf = (login: Login, holds: (current: Login) => boolean, change: Partial<Login>): boolean => {
    const current = items.get(login.name);
    if (current?.sub !== login.sub || !holds(current)) return false;
    items.set(login.name, { ...current, ...change });
    return true;
  };
  return {
    items,
    lookups,
    async find(name) {
      lookups.push(name);
      return items.get(name);
    },
    async create(login) {
      const current = items.get(login.name);
      if (current && current.sub !== login.sub) throw new UsernameTakenError('taken');
      if (!current) items.set(login.name, login);
    },
    async commitSignIn({ login, sid, newPasswordHash, device, byDevice, at }) {
      const current = items.get(login.name);
      if (current?.lastSid === sid) return current.sessionCount;
      const sessionCount = (current?.sessionCount ?? 0) + 1;
      const committed = changeIf(
        login,
        ({ passwordHash, state, scopes }) =>
          passwordHash === login.passwordHash &&
          state === 'ACTIVE' &&
          scopes.join(' ') === login.scopes.join(' '),
        {
          passwordHash: newPasswordHash ?? login.passwordHash,
          lastSid: sid,
          sessionCount,
          devices: withDevice(current?.devices ?? [], device, devicesToForget(login.devices, device, at)),
          ...(current && { changeAttempts: { ...current.changeAttempts, failures: 0 } }),
          ...(!byDevice && current && { attempts: { ...current.attempts, failures: 0 } }),
        },
      );
      return committed ? sessionCount : undefined;
    },
    async correctSessionCount(login, counted, actual) {
      changeIf(login, ({ lastSid, sessionCount }) => lastSid === login.lastSid && sessionCount === counted, {
        sessionCount: actual,
      });
    },
    async replaceScopes(login, scopes) {
      const replaced = changeIf(login, (current) => current.scopes.join(' ') === login.scopes.join(' '), {
        scopes,
      });
      const current = items.get(login.name);
      return replaced || (current?.sub === login.sub && current.scopes.join(' ') === scopes.join(' '));
    },
    async changePassword(login, passwordHash, sid) {
      const { passwordVersion } = login;
      const changed = changeIf(
        login,
        (current) =>
          current.passwordHash === login.passwordHash &&
          current.passwordVersion === passwordVersion &&
          current.state === 'ACTIVE',
        {
          passwordHash,
          passwordVersion: passwordVersion + 1,
          passwordSid: sid,
          changeAttempts: {
            failures: 0,
            lastAttemptAt: items.get(login.name)?.changeAttempts.lastAttemptAt ?? 0,
          },
        },
      );
      return changed || items.get(login.name)?.passwordHash === passwordHash;
    },
    async markSwept(login, passwordVersion) {
      changeIf(login, ({ sweptVersion }) => sweptVersion <= passwordVersion, {
        sweptVersion: passwordVersion,
        changeAttempts: {
          failures: 0,
          lastAttemptAt: items.get(login.name)?.changeAttempts.lastAttemptAt ?? 0,
        },
      });
    },
    async markDeleting(login) {
      return changeIf(login, () => true, { state: 'DELETING' });
    },
    async delete(login) {
      const current = items.get(login.name);
      if (current?.sub === login.sub && current.state === 'DELETING') items.delete(login.name);
    },
  };
}
