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
  /** Moves the data stored for a username to another one. */
  moveDevice(from: string, to: string): Promise<void>;
}

/** @param name the session's name in the storage */
export function createSessionStore(storage: TokenStorage, name: string): SessionStore {
  // All spellings of a username are one account, as the API compares them.
  const device = (username: string) => `${name}:device:${username.normalize('NFKC').toLowerCase()}`;
  const readDevice = async (username: string) => (await storage.get(device(username))) ?? undefined;
  const writeDevice = async (username: string, token: string) => storage.set(device(username), token);
  return {
    read: async () => parse(await storage.get(name)),
    write: async (session) => storage.set(name, JSON.stringify(session)),
    clear: async () => storage.remove(name),
    readDevice,
    writeDevice,
    moveDevice: async (from, to) => {
      const token = await readDevice(from);
      if (token === undefined || device(from) === device(to)) return;
      await writeDevice(to, token);
      await storage.remove(device(from));
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
