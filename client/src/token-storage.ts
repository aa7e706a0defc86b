/** Where a client keeps its tokens: the caller's choice, in memory unless it makes one. */

/** A store of texts by name. Each of its functions may answer at once or later. */
export interface TokenStorage {
  /** Returns null or undefined for a name that holds nothing. */
  get(name: string): string | null | undefined | Promise<string | null | undefined>;
  set(name: string, text: string): void | Promise<void>;
  remove(name: string): void | Promise<void>;
}

/** Makes a store that is gone with the page or the process. */
export function memoryStorage(): TokenStorage {
  const texts = new Map<string, string>();
  return {
    get: (name) => texts.get(name),
    set: (name, text) => void texts.set(name, text),
    remove: (name) => void texts.delete(name),
  };
}
