/** The store of sessions, in memory. */
import type { SessionStepUps } from '../../../lambda/identity/factors/session-step-ups';
import type { PageSessions } from '../../../lambda/identity/sessions/pages/page-sessions';
import type { Session, SessionKey } from '../../../lambda/identity/sessions/session';
import type { Sessions } from '../../../lambda/identity/sessions/sessions';

/** A fake store. */
export interface MemorySessions extends Sessions, SessionStepUps, PageSessions {
  /** Sessions by `sub` and `sid`, joined by a slash. */
  readonly items: Map<string, Session>;
}

const nameOf = ({ sub, sid }: SessionKey) => `${sub}/${sid}`;

/** Creates an empty store with the contract of the real one. */
export function createMemorySessions(): MemorySessions {
  const items = new Map<string, Session>();
  const of = (sub: string) => [...items.values()].filter((session) => session.sub === sub);
  const change = (key: SessionKey, changed: (session: Session) => Session) => {
    const session = items.get(nameOf(key));
    if (session) items.set(nameOf(key), changed(session));
  };
  const removeAll = (doomed: readonly Session[]) => {
    for (const session of doomed) items.delete(nameOf(session));
  };
  return {
    items,
    async put(session) {
      items.set(nameOf(session), session);
    },
    async find(key) {
      if (key.sid === '') throw new Error('DynamoDB reads no empty key');
      return items.get(nameOf(key));
    },
    async list(sub) {
      return of(sub).map(({ refresh, pageHash, username, scopes, ...summary }) => summary);
    },
    async rotate(key, { hash, rotation, ip, userAgent, ...times }) {
      const session = items.get(nameOf(key));
      if (session?.refresh?.hash !== rotation.previousHash) return false;
      items.set(nameOf(key), {
        ...session,
        ...times,
        ...(ip !== undefined && { ip }),
        ...(userAgent !== undefined && { userAgent }),
        refresh: { familyHash: session.refresh.familyHash, hash, rotation },
      });
      return true;
    },
    async closeToRefresh(key) {
      change(key, ({ refresh, ...session }) => session);
    },
    async adoptSecurityVersion(key, from, securityVersion) {
      change(key, (session) =>
        session.securityVersion < from
          ? session
          : { ...session, securityVersion: Math.max(session.securityVersion, securityVersion) },
      );
    },
    async adoptUsername(key, { username, usernameVersion }) {
      change(key, (session) =>
        (session.usernameVersion ?? 0) < usernameVersion
          ? { ...session, username, usernameVersion }
          : session,
      );
    },
    async stepUp({ securityVersion, ...key }, { authTime, amr }) {
      const session = items.get(nameOf(key));
      const isOpen = session && (session.refresh || session.pageHash !== undefined);
      if (!isOpen || session.expiresAt <= authTime || session.securityVersion !== securityVersion)
        return false;
      items.set(nameOf(key), { ...session, authTime, amr });
      return true;
    },
    async replaceSecret(key, oldHash, newHash) {
      const session = items.get(nameOf(key));
      if (!session || session.pageHash !== oldHash) return false;
      items.set(nameOf(key), { ...session, pageHash: newHash });
      return true;
    },
    async touch(key, use, ifHash) {
      const session = items.get(nameOf(key));
      if (!session || session.pageHash !== ifHash) return false;
      items.set(nameOf(key), { ...session, ...use });
      return true;
    },
    async delete(key) {
      items.delete(nameOf(key));
    },
    async deleteAll(sub, exceptSid) {
      removeAll(of(sub).filter(({ sid }) => sid !== exceptSid));
    },
    async deleteOutdated(sub, securityVersion, exceptSid) {
      const outdated = of(sub).filter((session) => session.securityVersion < securityVersion);
      removeAll(outdated.filter(({ sid }) => sid !== exceptSid));
    },
  };
}
