/** Sessions in memory. */
import type { Session, Sessions } from '../../../lambda/auth/sessions';

/** A fake store. */
export interface MemorySessions extends Sessions {
  /** By `sub` and `sid`, joined by a slash. */
  readonly items: Map<string, Session>;
}

/** Makes an empty store that keeps the contract of the real one. */
export function createMemorySessions(): MemorySessions {
  const items = new Map<string, Session>();
  return {
    items,
    async put(session) {
      items.set(`${session.sub}/${session.sid}`, session);
    },
    async delete({ sub, sid }) {
      items.delete(`${sub}/${sid}`);
    },
    async deleteAll(sub) {
      for (const [key, session] of items) if (session.sub === sub) items.delete(key);
    },
  };
}
