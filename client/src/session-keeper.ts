/** Keeps one session going: refreshes it once for all who need it, and ends it. */
import type { Lock } from './lock';
import { ProblemError } from './problem-error';
import type { SessionApi, Tokens } from './session-api';
import type { SessionStore, StoredSession } from './session-store';

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
  begin(tokens: Tokens): Promise<void>;
  /** The session with an access token that has not expired. */
  current(): Promise<StoredSession | undefined>;
  /** The session after the one whose access token is of no use any more. */
  replace(staleAccessToken: string): Promise<StoredSession | undefined>;
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

  async function write({ accessToken, refreshToken, expiresInSeconds, deviceToken }: Tokens) {
    const session = { accessToken, refreshToken, expiresAt: now() + expiresInSeconds * 1000 };
    // a storage that fails here leaves nobody half signed in
    if (deviceToken !== undefined) await store.writeDevice(deviceToken);
    await store.write(session);
    return session;
  }

  async function replaceUnlessReplaced(stale: string): Promise<StoredSession | undefined> {
    const session = await store.read();
    // another tab was here first
    if (session && session.accessToken !== stale) return session;
    const outcome = session && (await api.refresh(session.refreshToken).catch(asEnd));
    if (outcome instanceof ProblemError) await store.clear();
    // who signs out does not wait for a refresh, which must not bring the session back
    else if (outcome && (await store.read())) return write(outcome);
    onSignedOut(outcome instanceof ProblemError ? outcome : undefined);
    return undefined;
  }

  const replace = (stale: string) =>
    share(replacements, stale, () => lock(() => replaceUnlessReplaced(stale)));

  return {
    replace,
    begin: async (tokens) => {
      await lock(() => write(tokens));
    },
    current: async () => {
      const session = await store.read();
      const isGood = !session || session.expiresAt - LEEWAY_MS > now();
      return isGood ? session : replace(session.accessToken);
    },
    end: ({ everywhere }) => share(endings, everywhere, () => end(everywhere)),
  };

  async function end(everywhere: boolean): Promise<void> {
    const session = await store.read();
    if (!session) return;
    // at once: whoever signs out on a shared machine may close the page before a refresh under way is done
    await store.clear().catch(() => {});
    await lock(async () => {
      try {
        // that refresh may have been writing just then; and a storage that fails is told of here
        await store.clear();
      } finally {
        await endAtApi(session, everywhere);
      }
    });
  }

  async function endAtApi(session: StoredSession, everywhere: boolean): Promise<void> {
    try {
      await api.signOut(session.accessToken, everywhere);
    } catch (error) {
      if (!hasCode(error, 'UNAUTHORIZED')) throw error;
      await endExpired(session, everywhere);
    }
  }

  async function endExpired({ refreshToken }: StoredSession, everywhere: boolean): Promise<void> {
    try {
      const { accessToken } = await api.refresh(refreshToken);
      await api.signOut(accessToken, everywhere);
    } catch (error) {
      // a session that is over needs no end; the others of its user would
      if (everywhere || !isOver(error)) throw error;
    }
  }
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
  if (isOver(error)) return error;
  throw error;
}

function isOver(error: unknown): error is ProblemError {
  return hasCode(error, 'INVALID_REFRESH_TOKEN') || hasCode(error, 'REFRESH_TOKEN_REUSED');
}

function hasCode(error: unknown, code: ProblemError['code']): boolean {
  return error instanceof ProblemError && error.code === code;
}
