/** Keeps one session valid: refreshes it once for all concurrent callers, and ends it. */
import { endSession } from './end-session';
import type { Lock } from './lock';
import { ProblemError } from './problem-error';
import { type AccessToken, isSessionOver, type SessionApi, type Tokens } from './session-api';
import type { SessionStore, StoredSession } from './session-store';
import { createSessionWatch } from './session-watch';

/** The dependencies of a keeper. */
export interface SessionKeeperDependencies {
  readonly store: SessionStore;
  readonly api: Pick<SessionApi, 'refresh' | 'signOut'>;
  /** Held during every change of the session. */
  readonly lock: Lock;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  readonly onSignedOut: (problem: ProblemError | undefined) => void;
}

/** The keeper. A result of undefined means that no user is signed in. */
export interface SessionKeeper {
  /** Stores the tokens of a sign-in. */
  begin(username: string, tokens: Tokens): Promise<void>;
  /** Returns the session, even if its access token has expired. */
  read(): Promise<StoredSession | undefined>;
  /** Returns the session with an access token that has not expired. */
  current(): Promise<StoredSession | undefined>;
  /** Returns the same session with new tokens, when those of the stale one are no longer valid. */
  replace(stale: StoredSession): Promise<StoredSession | undefined>;
  /**
   * Stores a new access token of a session. The refresh token stays. Does nothing when the session has ended here.
   * @param call gets the new token by the one that is stored. No refresh runs meanwhile, whose older token would take
   * the place of the new one
   */
  renew(session: StoredSession, call: (accessToken: string) => Promise<AccessToken>): Promise<void>;
  /** Moves the stored data of a session's user to a new username. */
  rename(session: StoredSession, username: string): Promise<void>;
  /** Deletes a session that the API has ended at this client's request. */
  forget(session: StoredSession): Promise<void>;
  /** Deletes the session here, then ends it at the API. */
  end(options: { readonly everywhere: boolean }): Promise<void>;
}

/** Refreshes a token this early: an expiry during a request would make a second request necessary. */
const LEEWAY_MS = 5_000;

/** Creates a keeper. An error of the API or of the network is thrown, and leaves the session unchanged. */
export function createSessionKeeper(deps: SessionKeeperDependencies): SessionKeeper {
  const { store, api, lock, now, onSignedOut } = deps;
  const replacements = new Map<string, Promise<StoredSession | undefined>>();
  const endings = new Map<boolean, Promise<void>>();
  const watch = createSessionWatch(onSignedOut);

  async function read(): Promise<StoredSession | undefined> {
    const session = await store.read();
    watch.see(session);
    return session;
  }

  async function write(
    { id, username }: Pick<StoredSession, 'id' | 'username'>,
    { accessToken, refreshToken, expiresInSeconds }: Tokens,
  ) {
    const session = { id, accessToken, refreshToken, expiresAt: now() + expiresInSeconds * 1000, username };
    await store.write(session);
    return session;
  }

  async function refresh(stale: StoredSession): Promise<StoredSession | undefined> {
    const outcome = await api.refresh(stale.refreshToken).catch(asEnd);
    // Another tab may have been faster: a sign-out or sign-in does not wait for a refresh.
    const session = await read();
    if (session?.accessToken !== stale.accessToken) return session;
    if (!(outcome instanceof ProblemError)) return write(session, outcome);
    await store.clear();
    watch.see(undefined, outcome);
    return undefined;
  }

  async function replaceUnlessReplaced(stale: StoredSession): Promise<StoredSession | undefined> {
    const session = await read();
    const next = session?.accessToken === stale.accessToken ? await refresh(session) : session;
    // One user's request must not run as another user.
    return next?.id === stale.id ? next : undefined;
  }

  const replace = (stale: StoredSession) =>
    share(replacements, stale.accessToken, () => lock(() => replaceUnlessReplaced(stale)));

  return {
    read,
    replace,
    begin: (username, tokens) =>
      lock(async () => {
        // If the storage fails here, no session is half stored.
        if (tokens.deviceToken !== undefined) await store.writeDevice(username, tokens.deviceToken);
        const { trustedDeviceToken } = tokens;
        if (trustedDeviceToken !== undefined) await store.writeTrust(username, trustedDeviceToken);
        watch.begin(await write({ id: createId(), username }, tokens));
      }),
    current: async () => {
      const session = await read();
      const isGood = !session || session.expiresAt - LEEWAY_MS > now();
      return isGood ? session : replace(session);
    },
    renew: ({ id }, call) =>
      lock(async () => {
        const before = await read();
        if (before?.id !== id) return;
        const token = await call(before.accessToken);
        // A sign-out does not wait, and another tab may refresh.
        const session = await read();
        if (session?.id === id) await write(session, { ...token, refreshToken: session.refreshToken });
      }),
    rename: ({ id }, username) =>
      lock(async () => {
        const session = await store.read();
        // Another user may have signed in meanwhile.
        if (session?.id !== id) return;
        if (session.username !== undefined) await store.moveDevice(session.username, username);
        await store.write({ ...session, username });
      }),
    forget: (session) => lock(() => forget(session)),
    end: ({ everywhere }) => share(endings, everywhere, () => end(everywhere)),
  };

  async function forget(session: StoredSession): Promise<void> {
    watch.end(session);
    // Another user may have signed in meanwhile.
    if ((await store.read())?.id === session.id) await store.clear();
  }

  async function end(everywhere: boolean): Promise<void> {
    const session = await store.read();
    watch.end(session);
    if (!session) return;
    // Immediately: a user who signs out on a shared device may close the page before a running refresh ends.
    await store.clear().catch(() => {});
    await lock(async () => {
      try {
        // That refresh may just have written. A failure of the storage is reported here.
        await forget(session);
      } finally {
        await endSession(api, session, everywhere);
      }
    });
  }
}

/** Returns a random id. Browsers have crypto.randomUUID only on secure pages. */
function createId(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}

/** Gives all concurrent callers one result. */
function share<Key, Result>(
  running: Map<Key, Promise<Result>>,
  key: Key,
  task: () => Promise<Result>,
): Promise<Result> {
  const shared = running.get(key) ?? task().finally(() => running.delete(key));
  running.set(key, shared);
  return shared;
}

/**
 * Returns the error if it means the end of the session.
 * @throws any other error
 */
function asEnd(error: unknown): ProblemError {
  if (isSessionOver(error)) return error;
  throw error;
}
