/** Keeps one session going: refreshes it once for all who need it, and ends it. */
import { endSession } from './end-session';
import type { Lock } from './lock';
import { ProblemError } from './problem-error';
import { isSessionOver, type SessionApi, type Tokens } from './session-api';
import type { SessionStore, StoredSession } from './session-store';
import { createSessionWatch } from './session-watch';

/** What a keeper needs. */
export interface SessionKeeperDependencies {
  readonly store: SessionStore;
  readonly api: Pick<SessionApi, 'refresh' | 'signOut'>;
  /** Held by everyone who changes the session. */
  readonly lock: Lock;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  readonly onSignedOut: (problem: ProblemError | undefined) => void;
}

/** The keeper. Where it answers undefined, nobody is signed in. */
export interface SessionKeeper {
  /** Takes over the tokens of a sign-in. */
  begin(username: string, tokens: Tokens): Promise<void>;
  /** The session, whether or not its access token has expired. */
  read(): Promise<StoredSession | undefined>;
  /** The session with an access token that has not expired. */
  current(): Promise<StoredSession | undefined>;
  /** The same session with other tokens, where those of the stale one are of no use any more. */
  replace(stale: StoredSession): Promise<StoredSession | undefined>;
  /** Keeps what belongs to the user of a session under their next username. */
  rename(session: StoredSession, username: string): Promise<void>;
  /** Forgets a session that the API has ended at this client's wish. */
  forget(session: StoredSession): Promise<void>;
  /** Forgets the session here, then ends it at the API. */
  end(options: { readonly everywhere: boolean }): Promise<void>;
}

/** A token that ends while its request is under way would cost a second request. */
const LEEWAY_MS = 5_000;

/** Makes a keeper. What the API or the network fails at is thrown, and leaves the session as it is. */
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
    // another tab may have been faster, and who signs out or in does not wait for a refresh
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
    // what was asked for by one user is not done as another
    return next?.id === stale.id ? next : undefined;
  }

  const replace = (stale: StoredSession) =>
    share(replacements, stale.accessToken, () => lock(() => replaceUnlessReplaced(stale)));

  return {
    read,
    replace,
    begin: (username, tokens) =>
      lock(async () => {
        // a storage that fails here leaves nobody half signed in
        if (tokens.deviceToken !== undefined) await store.writeDevice(username, tokens.deviceToken);
        watch.begin(await write({ id: createId(), username }, tokens));
      }),
    current: async () => {
      const session = await read();
      const isGood = !session || session.expiresAt - LEEWAY_MS > now();
      return isGood ? session : replace(session);
    },
    rename: ({ id }, username) =>
      lock(async () => {
        const session = await store.read();
        // another user may have signed in meanwhile
        if (session?.id !== id) return;
        if (session.username !== undefined) await store.moveDevice(session.username, username);
        await store.write({ ...session, username });
      }),
    forget: (session) => lock(() => forget(session)),
    end: ({ everywhere }) => share(endings, everywhere, () => end(everywhere)),
  };

  async function forget(session: StoredSession): Promise<void> {
    watch.end(session);
    // another user may have signed in meanwhile
    if ((await store.read())?.id === session.id) await store.clear();
  }

  async function end(everywhere: boolean): Promise<void> {
    const session = await store.read();
    watch.end(session);
    if (!session) return;
    // at once: whoever signs out on a shared machine may close the page before a refresh under way is done
    await store.clear().catch(() => {});
    await lock(async () => {
      try {
        // that refresh may have been writing just then; and a storage that fails is told of here
        await forget(session);
      } finally {
        await endSession(api, session, everywhere);
      }
    });
  }
}

/** Browsers have crypto.randomUUID on secure pages alone. */
function createId(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}

/** Lets all who ask at the same time have one result. */
function share<Key, Result>(
  running: Map<Key, Promise<Result>>,
  key: Key,
  task: () => Promise<Result>,
): Promise<Result> {
  const shared = running.get(key) ?? task().finally(() => running.delete(key));
  running.set(key, shared);
  return shared;
}

/** @throws whatever is not the end of the session */
function asEnd(error: unknown): ProblemError {
  if (isSessionOver(error)) return error;
  throw error;
}
