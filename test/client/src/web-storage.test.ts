import { webStorage } from '../../../client/src/web-storage';

test("stores texts in a page's storage, under the same names", async () => {
  const items = new Map<string, string>();
  const storage = webStorage({
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, text) => void items.set(name, text),
    removeItem: (name) => void items.delete(name),
  });
  await storage.set('session', 'x');
  expect(items).toEqual(new Map([['session', 'x']]));
  expect(await storage.get('session')).toBe('x');
  await storage.remove('session');
  expect(await storage.get('session')).toBeNull();
});
