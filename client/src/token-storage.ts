/** The storage of a client's tokens. In memory, unless the caller chooses another. */

/** A storage of texts by name. Each function may be synchronous or asynchronous. */
export interface TokenStorage {
  /** Returns null or undefined for a name without a text. */
  get(name: string): string | null | undefined | Promise<string | null | undefined>;
  set(name: string, text: string): void | Promise<void>;
  remove(name: string): void | Promise<void>;
}

/** Creates a storage that lasts as long as the page or the process. */
export function memoryStorage(): TokenStorage {
  const texts = new Map<string, string>();
  return {
    get: (name) => texts.get(name),
    set: (name, text) => void texts.set(name, text),
    remove: (name) => void texts.delete(name),
  };
}
