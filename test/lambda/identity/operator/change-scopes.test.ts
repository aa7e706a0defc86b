import { changeScopes } from '../../../../lambda/identity/operator/change-scopes';
import { createFakeDependencies } from '../../fakes/auth-dependencies';
import { signUp } from '../../fakes/signed-in';

async function withAda(scopes: readonly string[] = []) {
  const deps = createFakeDependencies();
  await signUp(deps, 'ada');
  const ada = deps.accounts.named('ada');
  if (ada) deps.accounts.set({ ...ada, scopes });
  return deps;
}

test('adds each scope once and keeps the sessions', async () => {
  const deps = await withAda(['audit']);
  const change = changeScopes(deps);
  await expect(change({ username: 'ADA', add: ['admin', 'audit'], remove: [] })).resolves.toEqual([
    'audit',
    'admin',
  ]);
  expect(deps.accounts.named('ada')?.scopes).toEqual(['audit', 'admin']);
  expect(deps.sessions.items.size).toBe(1);
});

test('removing a scope ends every session of the account, whose tokens still carry it', async () => {
  const deps = await withAda(['admin', 'audit']);
  await expect(changeScopes(deps)({ username: 'ada', add: [], remove: ['admin'] })).resolves.toEqual([
    'audit',
  ]);
  expect(deps.sessions.items.size).toBe(0);
});

test('removing a scope again ends the sessions that an interrupted run left', async () => {
  const deps = await withAda(['admin']);
  const sessions = { deleteAll: () => Promise.reject(new Error('interrupted')) };
  const command = { username: 'ada', add: [], remove: ['admin'] };
  await expect(changeScopes({ ...deps, sessions })(command)).rejects.toThrow('interrupted');
  expect(deps.sessions.items.size).toBe(1);
  await changeScopes(deps)(command);
  expect(deps.sessions.items.size).toBe(0);
});

test('rejects more scopes than fit into a token', async () => {
  const deps = await withAda();
  const add = Array.from({ length: 20 }, (_, n) => `${'x'.repeat(60)}${n}`);
  await expect(changeScopes(deps)({ username: 'ada', add, remove: [] })).rejects.toThrow('remove some first');
  expect(deps.accounts.named('ada')?.scopes).toEqual([]);
});

test.each(['', 'two words', 'quote"', 'ümlaut', 'x'.repeat(65)])('rejects the scope %j', async (scope) => {
  const deps = await withAda();
  await expect(changeScopes(deps)({ username: 'ada', add: [scope], remove: [] })).rejects.toThrow(
    'is not a valid scope',
  );
});

test('rejects an unknown user', async () => {
  const deps = await withAda();
  await expect(changeScopes(deps)({ username: 'bob', add: ['admin'], remove: [] })).rejects.toThrow(
    'The user "bob" does not exist',
  );
});

test('does not overwrite a concurrent change', async () => {
  const deps = await withAda();
  const accounts = { ...deps.accounts, replaceScopes: async () => false };
  await expect(
    changeScopes({ ...deps, accounts })({ username: 'ada', add: ['admin'], remove: [] }),
  ).rejects.toThrow('run the command again');
});
