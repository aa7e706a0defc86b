/** Keeps a session as one text in a token storage, so that its parts always belong together. */
import type { TokenStorage } from './token-storage';

/** A session. */
export interface StoredSession {
  /** The same for all tokens that follow from one sign-in, and for no other's. */
  readonly id: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** When the access token ends, in epoch milliseconds of this machine's clock. */
  readonly expiresAt: number;
}

/** Reads and writes them. */
export interface SessionStore {
  /** Returns undefined when nobody is signed in. */
  read(): Promise<StoredSession | undefined>;
  write(session: StoredSession): Promise<void>;
  clear(): Promise<void>;
  /** What tells the API that this user has signed in on this device before; it outlives sessions. */
  readDevice(username: string): Promise<string | undefined>;
  writeDevice(username: string, token: string): Promise<void>;
}

/** @param name what the session is called in the storage */
export function createSessionStore(storage: TokenStorage, name: string): SessionStore {
  const device = (username: string) => `${name}:device:${username}`;
  return {
    read: async () => parse(await storage.get(name)),
    write: async (session) => storage.set(name, JSON.stringify(session)),
    clear: async () => storage.remove(name),
    readDevice: async (username) => (await storage.get(device(username))) ?? undefined,
    writeDevice: async (username, token) => storage.set(device(username), token),
  };
}

/** Whatever else stands under the name is nobody's session. */
function parse(text: string | null | undefined): StoredSession | undefined {
  try {
    const { id, accessToken, refreshToken, expiresAt } = JSON.parse(text ?? 'null');
    const isSession =
      [id, accessToken, refreshToken].every((part) => typeof part === 'string') &&
      typeof expiresAt === 'number';
    return isSession ? { id, accessToken, refreshToken, expiresAt } : undefined;
  } catch {
    return undefined;
  }
}
