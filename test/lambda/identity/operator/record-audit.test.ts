/**
 * Every operation of an operator writes its event before its first change, and changes nothing without it.
 */

import { changeScopes } from '../../../../lambda/identity/operator/change-scopes';
import { deleteUser } from '../../../../lambda/identity/operator/delete-user';
import { disableUser } from '../../../../lambda/identity/operator/disable-user';
import { changeUserEmail } from '../../../../lambda/identity/operator/email/change-user-email';
import { enableUser } from '../../../../lambda/identity/operator/enable-user';
import { importUser } from '../../../../lambda/identity/operator/import-user';
import { reapplyDeletion } from '../../../../lambda/identity/operator/reapply-deletion';
import type { RecordAudit } from '../../../../lambda/identity/operator/record-audit';
import { setTemporaryPassword } from '../../../../lambda/identity/operator/set-temporary-password';
import { signOutUser } from '../../../../lambda/identity/operator/sign-out-user';
import { unlockAccount } from '../../../../lambda/identity/operator/unlock-account';
import { showUser } from '../../../../lambda/identity/operator/views/show-user';
import { createFakeDependencies, type FakeDependencies, uuid } from '../../fakes/auth-dependencies';
import { signUp } from '../../fakes/signed-in';

const HASH = `$pbkdf2-sha256$i=10$c2FsdHNhbHQ$${'A'.repeat(43)}`;
const line = (record: object) => JSON.stringify({ username: 'ada', passwordHash: HASH, ...record });

/** Sets the pointer of ada as it is before it is confirmed. */
function leaveReserved({ names }: FakeDependencies): void {
  const pointer = names.items.get('ada');
  if (pointer) names.items.set('ada', { ...pointer, state: 'RESERVED' });
}

type Run = (deps: FakeDependencies) => Promise<unknown>;

/** Each operation on ada, who is signed in, with the event that it writes. */
const operations: Readonly<Record<string, [Run, object]>> = {
  'a change of scopes': [
    (deps) => changeScopes(deps)({ username: 'ada', add: ['audit'], remove: ['admin'] }),
    { event: 'operator_scope_change', sub: uuid(1), add: ['audit'], remove: ['admin'] },
  ],
  'an unlock': [
    (deps) => unlockAccount(deps)('ada', { forgetDevices: true }),
    { event: 'operator_unlock', sub: uuid(1), forgetDevices: true },
  ],
  'a sign-out': [(deps) => signOutUser(deps)('ada'), { event: 'operator_sign_out', sub: uuid(1) }],
  'an import of an account': [
    (deps) =>
      importUser({ ...deps, overwrite: false, dryRun: false })(
        line({ username: 'bob', sub: uuid(7) }),
        1,
        uuid(9),
      ),
    { event: 'operator_account_import', sub: uuid(7), overwrite: false },
  ],
  'an import over an account': [
    (deps) => importUser({ ...deps, overwrite: true, dryRun: false })(line({}), 1, uuid(9)),
    { event: 'operator_account_import', sub: uuid(1), overwrite: true, add: [], remove: ['admin'] },
  ],
  'an import that ends what an interrupted one has left': [
    async (deps) => {
      const ada = deps.accounts.items.get(uuid(1));
      if (ada)
        deps.accounts.items.set(uuid(1), { ...ada, passwordHash: HASH, scopes: [], securityVersion: 2 });
      return importUser({ ...deps, overwrite: true, dryRun: false })(line({}), 1, uuid(9));
    },
    { event: 'operator_account_import', sub: uuid(1), overwrite: true },
  ],
  'a disabling': [
    (deps) => disableUser(deps)({ username: 'ada' }),
    { event: 'operator_disable', sub: uuid(1) },
  ],
  'an enabling': [
    (deps) => {
      const ada = deps.accounts.items.get(uuid(1));
      if (ada) deps.accounts.items.set(uuid(1), { ...ada, state: 'DISABLED' });
      return enableUser(deps)({ sub: uuid(1) });
    },
    { event: 'operator_enable', sub: uuid(1) },
  ],
  'a temporary password': [
    (deps) =>
      setTemporaryPassword({ ...deps, hashFor: (_, password) => deps.passwords.hash(password) })({
        username: 'ada',
      }),
    { event: 'operator_password_reset', sub: uuid(1) },
  ],
  'a change of the address': [
    (deps) =>
      changeUserEmail(deps)({
        choice: { username: 'ada' },
        change: { does: 'set', email: { normalised: 'ada@example.com', shown: 'Ada@example.com' } },
      }),
    { event: 'operator_email_change', sub: uuid(1), kind: 'set' },
  ],
  'a deletion by name': [
    (deps) => deleteUser(deps)({ choice: { username: 'ada' }, dryRun: false }),
    { event: 'operator_account_deletion', sub: uuid(1) },
  ],
  'an import that confirms a name which an interrupted one has left': [
    async (deps) => {
      const ada = deps.accounts.items.get(uuid(1));
      if (ada) deps.accounts.items.set(uuid(1), { ...ada, passwordHash: HASH, scopes: [] });
      leaveReserved(deps);
      return importUser({ ...deps, overwrite: false, dryRun: false })(line({}), 1, uuid(9));
    },
    { event: 'operator_account_import', sub: uuid(1), overwrite: false },
  ],
  'a deletion': [
    (deps) => reapplyDeletion({ ...deps, dryRun: false })(uuid(1)),
    { event: 'operator_account_deletion', sub: uuid(1) },
  ],
  'a deletion of what an interrupted one has left': [
    (deps) => reapplyDeletion({ ...deps, dryRun: false })(uuid(99)),
    { event: 'operator_account_deletion', sub: uuid(99) },
  ],
};

type AnyFunction = (...values: readonly unknown[]) => unknown;

/** Wraps the dependencies to record every event and every call of a store that is not a read. */
function watched(deps: FakeDependencies, recordAudit: RecordAudit = deps.recordAudit) {
  const steps: string[] = [];
  const noting = <Store extends object>(store: Store): Store =>
    Object.fromEntries(
      Object.entries(store).map(([name, member]) => [
        name,
        typeof member === 'function' && !['find', 'list'].includes(name)
          ? (...values: readonly unknown[]) => {
              steps.push(name);
              return (member as AnyFunction)(...values);
            }
          : member,
      ]),
    ) as Store;
  const { accounts, administration, names, sessions, data, accountAttempts } = deps;
  const audit: RecordAudit = (event, fields) => {
    steps.push('audit');
    return recordAudit(event, fields);
  };
  const stores = {
    accounts: noting(accounts),
    names: noting(names),
    administration: noting(administration),
    sessions: noting(sessions),
    data: noting(data),
    accountAttempts: noting(accountAttempts),
  };
  return { steps, deps: { ...deps, ...stores, recordAudit: audit } as FakeDependencies };
}

async function withAda(): Promise<FakeDependencies> {
  const deps = createFakeDependencies();
  await signUp(deps, 'ada');
  const ada = deps.accounts.items.get(uuid(1));
  if (ada) deps.accounts.set({ ...ada, scopes: ['admin'] });
  return deps;
}

describe.each(Object.entries(operations))('%s', (_, [run, event]) => {
  test('is recorded once, before its first change', async () => {
    const fakes = await withAda();
    const { deps, steps } = watched(fakes);
    await run(deps);
    expect(fakes.audited).toEqual([event]);
    expect(steps[0]).toBe('audit');
    expect(steps.length).toBeGreaterThan(1);
  });

  test('changes nothing when it cannot be recorded', async () => {
    const { deps, steps } = watched(await withAda(), () => Promise.reject(new Error('no log')));
    await expect(run(deps)).rejects.toThrow('no log');
    expect(steps).toEqual(['audit']);
  });
});

/** Operations that only read. */
const reads: Readonly<Record<string, Run>> = {
  'a look at an account': (deps) =>
    showUser({ ...deps, findUndeliverable: async () => undefined })({ username: 'ada' }),
  'a dry run of a deletion': (deps) => deleteUser(deps)({ choice: { username: 'ada' }, dryRun: true }),
};

describe.each(Object.entries(reads))('%s', (_, run) => {
  test('is recorded, and changes nothing', async () => {
    const fakes = await withAda();
    const { deps, steps } = watched(fakes);
    await run(deps);
    expect(fakes.audited).toEqual([{ event: 'operator_account_view', sub: uuid(1) }]);
    expect(steps).toEqual(['audit']);
  });

  test('shows nothing when it cannot be recorded', async () => {
    const { deps } = watched(await withAda(), () => Promise.reject(new Error('no log')));
    await expect(run(deps)).rejects.toThrow('no log');
  });
});

test.each<[string, Run]>([
  ['of a scope that is none', (deps) => changeScopes(deps)({ username: 'ada', add: ['a b'], remove: [] })],
  ['of an unknown user', (deps) => signOutUser(deps)('carol')],
  [
    'of a line that is taken',
    (deps) => importUser({ ...deps, overwrite: false, dryRun: false })(line({}), 1, uuid(9)),
  ],
  [
    'of a line whose name belongs to another account, and is not confirmed',
    (deps) => {
      leaveReserved(deps);
      return importUser({ ...deps, overwrite: true, dryRun: false })(line({ sub: uuid(7) }), 1, uuid(9));
    },
  ],
])('a rejected command leaves no event: %s', async (_, run) => {
  const deps = await withAda();
  await expect(run(deps)).rejects.toThrow();
  expect(deps.audited).toEqual([]);
});

test('an import that is a dry run, or changes nothing, leaves no event of the account', async () => {
  const deps = await withAda();
  await importUser({ ...deps, overwrite: false, dryRun: true })(line({ username: 'bob' }), 1, uuid(9));
  await importUser({ ...deps, overwrite: true, dryRun: true })(line({}), 1, uuid(9));
  await importUser({ ...deps, overwrite: true, dryRun: false })(line({}), 1, uuid(9));
  expect(deps.audited).toHaveLength(1);
  await importUser({ ...deps, overwrite: true, dryRun: false })(line({}), 1, uuid(9));
  expect(deps.audited).toHaveLength(1);
});
