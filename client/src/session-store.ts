/** Stores a session as one text in a token storage, so that its parts always belong together. */
import type { TokenStorage } from './token-storage';

/** A session. */
export interface StoredSession {
  /** The same for all tokens that derive from one sign-in, and different for every other sign-in. */
  readonly id: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** When the access token expires, in epoch milliseconds of this device's clock. */
  readonly expiresAt: number;
  /** The username of the sign-in, or the one that the user changed it to. @default - not known */
  readonly username?: string | undefined;
}

/** What is kept for a username. */
type Kept = 'device' | 'trusted-device';

/** Reads and writes the session. */
export interface SessionStore {
  /** Returns undefined when no user is signed in. */
  read(): Promise<StoredSession | undefined>;
  write(session: StoredSession): Promise<void>;
  clear(): Promise<void>;
  /**
   * Reads the token that shows the API an earlier sign-in of this user on this device. It outlives sessions.
   */
  readDevice(username: string): Promise<string | undefined>;
  writeDevice(username: string, token: string): Promise<void>;
  /** Reads the token by which this device is trusted. It is a secret, and outlives sessions. */
  readTrust(username: string): Promise<string | undefined>;
  writeTrust(username: string, token: string): Promise<void>;
  removeTrust(username: string): Promise<void>;
  /** Moves the data stored for a username to another one. */
  moveDevice(from: string, to: string): Promise<void>;
}

/** @param name the session's name in the storage */
export function createSessionStore(storage: TokenStorage, name: string): SessionStore {
  // All spellings of a username are one account, as the API compares them.
  const nameOf = (kind: Kept, username: string) =>
    `${name}:${kind}:${username.normalize('NFKC').toLowerCase()}`;
  const readKept = async (kind: Kept, username: string) =>
    (await storage.get(nameOf(kind, username))) ?? undefined;
  const writeKept = async (kind: Kept, username: string, token: string) =>
    storage.set(nameOf(kind, username), token);
  const removeKept = async (kind: Kept, username: string) => storage.remove(nameOf(kind, username));
  return {
    read: async () => parse(await storage.get(name)),
    write: async (session) => storage.set(name, JSON.stringify(session)),
    clear: async () => storage.remove(name),
    readDevice: (username) => readKept('device', username),
    writeDevice: (username, token) => writeKept('device', username, token),
    readTrust: (username) => readKept('trusted-device', username),
    writeTrust: (username, token) => writeKept('trusted-device', username, token),
    removeTrust: (username) => removeKept('trusted-device', username),
    moveDevice: async (from, to) => {
      for (const kind of ['device', 'trusted-device'] as const) {
        const token = await readKept(kind, from);
        if (token === undefined || nameOf(kind, from) === nameOf(kind, to)) continue;
        await writeKept(kind, to, token);
        await removeKept(kind, from);
      }
    },
  };
}

/** Parses a session. Returns undefined for any other text. */
function parse(text: string | null | undefined): StoredSession | undefined {
  try {
    const { id, accessToken, refreshToken, expiresAt, username } = JSON.parse(text ?? 'null');
    const isSession =
      [id, accessToken, refreshToken].every((part) => typeof part === 'string') &&
      typeof expiresAt === 'number';
    if (!isSession) return undefined;
    return { id, accessToken, refreshToken, expiresAt, ...(typeof username === 'string' && { username }) };
  } catch {
    return undefined;
  }
}
