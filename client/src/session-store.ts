/** Keeps a session as one text in a token storage, so that its parts always belong together. */
import type { TokenStorage } from './token-storage';

/** A session. */
export interface StoredSession {
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
  /** What tells the API that this device has signed in before; it outlives sessions. */
  readDevice(): Promise<string | undefined>;
  writeDevice(token: string): Promise<void>;
}

/** @param name what the session is called in the storage */
export function createSessionStore(storage: TokenStorage, name: string): SessionStore {
  const device = `${name}:device`;
  return {
    read: async () => parse(await storage.get(name)),
    write: async (session) => storage.set(name, JSON.stringify(session)),
    clear: async () => storage.remove(name),
    readDevice: async () => (await storage.get(device)) ?? undefined,
    writeDevice: async (token) => storage.set(device, token),
  };
}

/** Whatever else stands under the name is nobody's session. */
function parse(text: string | null | undefined): StoredSession | undefined {
  try {
    const { accessToken, refreshToken, expiresAt } = JSON.parse(text ?? 'null');
    const isSession =
      typeof accessToken === 'string' && typeof refreshToken === 'string' && typeof expiresAt === 'number';
    return isSession ? { accessToken, refreshToken, expiresAt } : undefined;
  } catch {
    return undefined;
  }
}
