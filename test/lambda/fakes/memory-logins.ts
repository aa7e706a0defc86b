/** Logins in memory. */
import type { Login, Logins } from '../../../lambda/auth/logins';
import { UsernameTakenError } from '../../../lambda/shared/errors';

/** A fake store, with a count of its reads. */
export interface MemoryLogins extends Logins {
  readonly items: Map<string, Login>;
  /** The names that were looked up, in order. */
  readonly lookups: string[];
}

/** Makes an empty store that keeps the contract of the real one. */
export function createMemoryLogins(): MemoryLogins {
  const items = new Map<string, Login>();
  const lookups: string[] = [];
  return {
    items,
    lookups,
    async find(name) {
      lookups.push(name);
      return items.get(name);
    },
    async create(login) {
      if (items.has(login.name)) throw new UsernameTakenError('taken');
      items.set(login.name, login);
    },
    async commitSignIn({ login, sid, newPasswordHash }) {
      const current = items.get(login.name);
      if (current?.lastSid === sid) return true;
      if (
        current?.sub !== login.sub ||
        current.passwordHash !== login.passwordHash ||
        current.state !== 'ACTIVE' ||
        current.scopes.join(' ') !== login.scopes.join(' ')
      ) {
        return false;
      }
      items.set(login.name, {
        ...current,
        passwordHash: newPasswordHash ?? login.passwordHash,
        lastSid: sid,
      });
      return true;
    },
    async replaceScopes(login, scopes) {
      const current = items.get(login.name);
      if (current?.sub !== login.sub || current.scopes.join(' ') !== login.scopes.join(' ')) return false;
      items.set(login.name, { ...current, scopes });
      return true;
    },
  };
}
