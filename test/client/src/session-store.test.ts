import { createSessionStore } from '../../../client/src/session-store';
import { memoryStorage } from '../../../client/src/token-storage';

const session = { accessToken: 'a', refreshToken: 'r', expiresAt: 1 };

test('reads what it wrote, and nothing after it was cleared', async () => {
  const store = createSessionStore(memoryStorage(), 'session');
  await store.write(session);
  expect(await store.read()).toEqual(session);
  await store.clear();
  expect(await store.read()).toBeUndefined();
});

test('knows the device after the session is gone', async () => {
  const store = createSessionStore(memoryStorage(), 'session');
  await store.write(session);
  await store.writeDevice('d');
  await store.clear();
  expect(await store.readDevice()).toBe('d');
});

test.each(['', 'null', '{', '[]', '"x"', '{"accessToken":1}', '{"accessToken":"a","refreshToken":"r"}'])(
  'takes %s for no session',
  async (text) => {
    const storage = memoryStorage();
    await storage.set('session', text);
    expect(await createSessionStore(storage, 'session').read()).toBeUndefined();
  },
);
