/** Imports that are run again: what an interrupted one, or a lost pointer, has left is completed. */
import type { Account } from '../../../../lambda/identity/accounts/account';
import { createFakeDependencies } from '../../fakes/auth-dependencies';
import { NEW, NOBODY, OTHER, run, withAda } from './import-scene';

describe('an account without the pointer of its name', () => {
  async function withLostPointer() {
    const scene = await withAda();
    scene.deps.names.items.clear();
    return scene;
  }

  test('gets it back from its line, after the audit event', async () => {
    const { deps, ada, read } = await withLostPointer();
    expect(await run(deps, { sub: ada.sub, scopes: ['audit'] })).toMatchObject({ outcome: 'unchanged' });
    expect(deps.names.items.get('ada')).toMatchObject({ sub: ada.sub, state: 'CONFIRMED' });
    expect(deps.audited).toEqual([{ event: 'operator_account_import', sub: ada.sub, overwrite: false }]);
    expect(read()).toEqual(ada);
  });

  test('gets it back when it is overwritten', async () => {
    const { deps, ada, read } = await withLostPointer();
    const line = { sub: ada.sub, passwordHash: OTHER, scopes: ['audit'] };
    expect(await run(deps, line, { overwrite: true })).toMatchObject({ outcome: 'overwritten' });
    expect(deps.names.items.get('ada')).toMatchObject({ sub: ada.sub, state: 'CONFIRMED' });
    expect(read()).toMatchObject({ passwordHash: OTHER });
  });

  test('gets nothing when the line is rejected, or in a dry run', async () => {
    const { deps, ada } = await withLostPointer();
    await expect(run(deps, { sub: ada.sub, scopes: [] })).rejects.toThrow('--overwrite');
    expect(await run(deps, { sub: ada.sub, scopes: ['audit'] }, { dryRun: true })).toMatchObject({
      outcome: 'unchanged',
    });
    expect([deps.names.items.size, deps.audited.length]).toEqual([0, 0]);
  });

  test('does not get it back from an account that has taken the name', async () => {
    const { deps, ada } = await withLostPointer();
    deps.accounts.set({ ...ada, sub: NOBODY });
    deps.names.items.set('ada', { name: 'ada', sub: NOBODY, state: 'CONFIRMED', reservedUntil: 1 });
    const before = deps.names.items.get('ada');
    await expect(run(deps, { sub: ada.sub, scopes: ['audit'] })).rejects.toThrow('with another sub');
    expect(deps.names.items.get('ada')).toEqual(before);
  });

  test('does not get it back while another account has reserved the name', async () => {
    const { deps, ada } = await withLostPointer();
    const reservedUntil = deps.clock.millis + 1;
    deps.names.items.set('ada', { name: 'ada', sub: NOBODY, state: 'RESERVED', reservedUntil });
    await expect(run(deps, { sub: ada.sub, scopes: ['audit'] })).rejects.toThrow('was taken during');
    expect(deps.names.items.get('ada')).toMatchObject({ sub: NOBODY });
  });
});

describe('a line without a sub', () => {
  const lost = () => Promise.reject(new Error('no answer'));

  test('is imported by another run after its import stopped between the reservation and the account', async () => {
    const deps = createFakeDependencies();
    const accounts = { ...deps.accounts, create: lost };
    await expect(run({ ...deps, accounts }, {})).rejects.toThrow('no answer');
    expect(deps.names.items.get('ada')?.state).toBe('RESERVED');
    expect(await run(deps, {})).toMatchObject({ outcome: 'created' });
    expect(deps.accounts.named('ada')).toMatchObject({ sub: NEW });
  });

  test('is imported once when the response to the creation was lost', async () => {
    const deps = createFakeDependencies();
    const accounts = {
      ...deps.accounts,
      async create(account: Account): Promise<boolean> {
        await deps.accounts.create(account);
        return lost();
      },
    };
    await expect(run({ ...deps, accounts }, {})).rejects.toThrow('no answer');
    deps.clock.millis += 1;
    expect(await run(deps, {})).toMatchObject({ outcome: 'unchanged' });
    expect(deps.names.items.get('ada')).toMatchObject({ sub: NEW, state: 'CONFIRMED' });
  });
});

describe('an import that stopped before it confirmed the name', () => {
  async function interrupted() {
    const deps = createFakeDependencies();
    const confirm = () => Promise.reject(new Error('interrupted'));
    const names = { ...deps.names, confirm };
    await expect(run({ ...deps, names }, { sub: NOBODY })).rejects.toThrow('interrupted');
    expect(deps.names.items.get('ada')?.state).toBe('RESERVED');
    return deps;
  }

  test('is completed by another run', async () => {
    const deps = await interrupted();
    expect(await run(deps, { sub: NOBODY })).toMatchObject({ outcome: 'unchanged' });
    expect(deps.names.items.get('ada')?.state).toBe('CONFIRMED');
  });

  test('is reported by a dry run, and not changed', async () => {
    const deps = await interrupted();
    expect(await run(deps, { sub: NOBODY }, { dryRun: true })).toMatchObject({ outcome: 'unchanged' });
    expect(deps.names.items.get('ada')?.state).toBe('RESERVED');
  });

  test('is rejected when another account has taken the name since', async () => {
    const deps = await interrupted();
    const names = { ...deps.names, confirm: async () => false };
    await expect(run({ ...deps, names }, { sub: NOBODY })).rejects.toThrow('was taken during the import');
  });
});
