/** Keeps tokens in a browser's localStorage or sessionStorage. */
import type { TokenStorage } from './token-storage';

/** What of the browser's Storage is used. */
export type BrowserStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * Makes the adapter. Browsers may show a tab late what another has written to localStorage, so that now and then two tabs
 * refresh: the API bears that, and `indexedDbStorage` spares it.
 *
 * Scripts of the page's origin can read what it keeps: whoever can run one there has the session.
 * @param storage @default localStorage
 */
export function webStorage(storage: BrowserStorage = globalThis.localStorage): TokenStorage {
  return {
    get: (name) => storage.getItem(name),
    set: (name, text) => storage.setItem(name, text),
    remove: (name) => storage.removeItem(name),
  };
}
