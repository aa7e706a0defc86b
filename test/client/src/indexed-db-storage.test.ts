/**
 * The case that a real browser cannot reproduce on demand: a lost connection. The rest is tested in
 * Chromium's tabs.
 */
import { type DatabaseFactory, indexedDbStorage } from '../../../client/src/indexed-db-storage';

/** Creates a database that can lose connections and refuse to open. */
function createFakeDatabase() {
  const texts = new Map<string, string>();
  const state = { opened: 0, lost: 0, refusals: 0, deletion: () => {} };

  /** Calls a listener after the requester has set it. */
  function later<Target extends object>(target: Target, listener: string): Target {
    setImmediate(() => (target as Record<string, () => void>)[listener]?.());
    return target;
  }

  function connect(number: number) {
    const connection = {
      onversionchange: () => {},
      close: () => {
        state.lost = number;
      },
      createObjectStore: () => undefined,
      transaction: () => {
        if (number <= state.lost) throw new Error('InvalidStateError');
        const store = {
          get: (name: string) => ({ result: texts.get(name) }),
          put: (text: string, name: string) => ({ result: texts.set(name, text) }),
          delete: (name: string) => ({ result: texts.delete(name) }),
        };
        return later({ error: undefined, objectStore: () => store }, 'oncomplete');
      },
    };
    state.deletion = () => connection.onversionchange();
    return connection;
  }

  const factory = {
    open: () => {
      state.opened++;
      if (state.refusals-- > 0) return later({ error: new Error('refused') }, 'onerror');
      return later({ result: connect(state.opened) }, 'onsuccess');
    },
  };
  return { factory: factory as unknown as DatabaseFactory, state };
}

test('reads what it wrote, by one connection', async () => {
  const { factory, state } = createFakeDatabase();
  const storage = indexedDbStorage('test', factory);
  await storage.set('session', 'x');
  expect(await storage.get('session')).toBe('x');
  await storage.remove('session');
  expect(await storage.get('session')).toBeUndefined();
  expect(state.opened).toBe(1);
});

test('opens another connection when the browser has closed the one it had', async () => {
  const { factory, state } = createFakeDatabase();
  const storage = indexedDbStorage('test', factory);
  await storage.set('session', 'x');
  state.lost = 1;
  expect(await storage.get('session')).toBe('x');
  expect(state.opened).toBe(2);
});

test('closes the database before its deletion, and opens it again', async () => {
  const { factory, state } = createFakeDatabase();
  const storage = indexedDbStorage('test', factory);
  await storage.set('session', 'x');
  state.deletion();
  expect(state.lost).toBe(1);
  await storage.get('session');
  expect(state.opened).toBe(2);
});

test('throws the error of a failed opening, and retries at the next call', async () => {
  const { factory, state } = createFakeDatabase();
  const storage = indexedDbStorage('test', factory);
  state.refusals = 2;
  await expect(storage.get('session')).rejects.toThrow('refused');
  expect(await storage.get('session')).toBeUndefined();
});
