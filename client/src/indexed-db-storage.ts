/**
 * Stores tokens in a browser's IndexedDB, so that all tabs share one session: each tab reads what another has
 * written.
 */
import type { TokenStorage } from './token-storage';

/** The parts of the browser's IDBFactory that are used (https://www.w3.org/TR/IndexedDB/). */
export interface DatabaseFactory {
  open(name: string, version: number): DatabaseRequest<Database> & { onupgradeneeded: Listener };
}

type Listener = ((event: never) => unknown) | null;

interface DatabaseRequest<Result> {
  readonly result: Result;
  readonly error: unknown;
  onsuccess: Listener;
  onerror: Listener;
}

interface Database {
  onversionchange: Listener;
  close(): void;
  createObjectStore(name: string): unknown;
  transaction(store: string, mode: 'readonly' | 'readwrite'): Transaction;
}

interface Transaction {
  readonly error: unknown;
  oncomplete: Listener;
  onabort: Listener;
  objectStore(name: string): ObjectStore;
}

interface ObjectStore {
  get(name: string): DatabaseRequest<string | undefined>;
  put(text: string, name: string): DatabaseRequest<unknown>;
  delete(name: string): DatabaseRequest<unknown>;
}

const STORE = 'texts';

/**
 * Creates the storage. Scripts of the page's origin can read it: an attacker who runs a script there has the
 * session.
 * @param database the database's name. @default 'latchkey'
 * @param factory @default indexedDB
 */
export function indexedDbStorage(
  database = 'latchkey',
  factory = (globalThis as unknown as { indexedDB: DatabaseFactory }).indexedDB,
): TokenStorage {
  let opened: Promise<Database> | undefined;

  function open(): Promise<Database> {
    return new Promise((resolve, reject) => {
      const request = factory.open(database, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE);
      request.onsuccess = () => {
        const connection = request.result;
        // A deletion of the database waits until every connection is closed.
        connection.onversionchange = () => connection.close();
        resolve(connection);
      };
      request.onerror = () => reject(request.error);
    });
  }

  async function begin(mode: 'readonly' | 'readwrite'): Promise<Transaction> {
    opened ??= open();
    try {
      return (await opened).transaction(STORE, mode);
    } catch (error) {
      opened = undefined;
      throw error;
    }
  }

  async function run<Result>(
    mode: 'readonly' | 'readwrite',
    act: (store: ObjectStore) => DatabaseRequest<Result>,
  ): Promise<Result> {
    // Browsers close a connection when the user clears the page's data, or when a phone suspends the page.
    const transaction = await begin(mode).catch(() => begin(mode));
    const request = act(transaction.objectStore(STORE));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  }

  return {
    get: (name) => run('readonly', (store) => store.get(name)),
    set: async (name, text) => void (await run('readwrite', (store) => store.put(text, name))),
    remove: async (name) => void (await run('readwrite', (store) => store.delete(name))),
  };
}
