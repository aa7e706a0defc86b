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
  /** The username that the user signed in with, or has changed it to. @default - not known */
  readonly username?: string | undefined;
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
  /** Keeps what is kept for a username under another one. */
  moveDevice(from: string, to: string): Promise<void>;
}

/** @param name what the session is called in the storage */
export function createSessionStore(storage: TokenStorage, name: string): SessionStore {
  // all spellings of a username are one account, as the API compares them
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

/** Whatever else stands under the name is nobody's session. */
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
