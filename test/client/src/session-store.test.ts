import { createSessionStore } from '../../../client/src/session-store';
import { memoryStorage } from '../../../client/src/token-storage';

const session = { id: 'i', accessToken: 'a', refreshToken: 'r', expiresAt: 1 };

test('reads a written session, and nothing after clearing', async () => {
  const store = createSessionStore(memoryStorage(), 'session');
  await store.write(session);
  expect(await store.read()).toEqual(session);
  await store.clear();
  expect(await store.read()).toBeUndefined();
});

test('knows each user of the device after the session has ended', async () => {
  const store = createSessionStore(memoryStorage(), 'session');
  await store.write(session);
  await store.writeDevice('ada', 'a');
  await store.writeDevice('grace', 'g');
  await store.clear();
  expect(await store.readDevice('ada')).toBe('a');
  expect(await store.readDevice('grace')).toBe('g');
  expect(await store.readDevice('linus')).toBeUndefined();
});

test('knows a user of the device under a new username', async () => {
  const store = createSessionStore(memoryStorage(), 'session');
  await store.writeDevice('ada', 'a');
  await store.moveDevice('ada', 'countess');
  await store.writeTrust('countess', 't');
  await store.moveDevice('countess', 'lovelace');
  await store.moveDevice('lovelace', 'countess');
  await store.moveDevice('linus', 'torvalds');
  await store.moveDevice('countess', 'countess');
  expect(await store.readDevice('countess')).toBe('a');
  expect(await store.readTrust('countess')).toBe('t');
  expect(await store.readTrust('lovelace')).toBeUndefined();
  expect(await store.readDevice('ada')).toBeUndefined();
  expect(await store.readDevice('torvalds')).toBeUndefined();
});

test('knows a user of the device by any spelling of the username, and keeps it when only the spelling changes', async () => {
  const store = createSessionStore(memoryStorage(), 'session');
  await store.writeDevice('Ada', 'a');
  for (const spelling of ['ada', 'ADA', '\uFF21da']) expect(await store.readDevice(spelling)).toBe('a');
  await store.moveDevice('Ada', 'ada');
  expect(await store.readDevice('Ada')).toBe('a');
  await store.moveDevice('ada', 'countess');
  expect(await store.readDevice('Ada')).toBeUndefined();
});

test('reads a session that was stored without a username', async () => {
  const storage = memoryStorage();
  await storage.set('session', JSON.stringify(session));
  expect(await createSessionStore(storage, 'session').read()).toEqual(session);
});

test.each([
  '',
  'null',
  '{',
  '[]',
  '"x"',
  '{"id":1}',
  '{"id":"i","accessToken":"a","refreshToken":"r"}',
  '{"accessToken":"a","refreshToken":"r","expiresAt":1}',
])('does not read %s as a session', async (text) => {
  const storage = memoryStorage();
  await storage.set('session', text);
  expect(await createSessionStore(storage, 'session').read()).toBeUndefined();
});
