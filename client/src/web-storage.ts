/** Stores tokens in a browser's localStorage or sessionStorage. */
import type { TokenStorage } from './token-storage';

/** The parts of the browser's Storage that are used. */
export type BrowserStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * Creates the storage. A tab may see what another has written to localStorage with a delay, so two tabs may
 * both refresh. The API tolerates that, and `indexedDbStorage` avoids it.
 *
 * Scripts of the page's origin can read it: an attacker who runs a script there has the session.
 * @param storage @default localStorage
 */
export function webStorage(storage: BrowserStorage = globalThis.localStorage): TokenStorage {
  return {
    get: (name) => storage.getItem(name),
    set: (name, text) => storage.setItem(name, text),
    remove: (name) => storage.removeItem(name),
  };
}
