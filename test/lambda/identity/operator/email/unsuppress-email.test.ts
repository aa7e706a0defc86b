import type { AccountEmail } from '../../../../../lambda/identity/email/account-email';
import { unsuppressEmail } from '../../../../../lambda/identity/operator/email/unsuppress-email';
import { createMemoryAccounts } from '../../../fakes/memory-accounts';
import { createMemoryIdentifierPointers } from '../../../fakes/memory-identifier-pointers';
import { createMemoryUndeliverableEmails } from '../../../fakes/memory-undeliverable-emails';
import { newAccount } from '../../../fakes/new-account';

const mark = { reason: 'bounce', at: 7 } as const;
const email: AccountEmail = {
  address: 'ada@example.org',
  shown: 'Ada@example.org',
  verifiedAt: 1,
  verifiedBy: 'attempt-1',
  undeliverable: mark,
};

/** Creates the operation for Ada, and records its steps in order. */
function createScene(listed: readonly string[] = [], own: AccountEmail | undefined = email) {
  const accounts = createMemoryAccounts();
  const ada = { ...newAccount(), sub: '0190aaaa-0000-7000-8000-000000000001', ...(own && { email: own }) };
  accounts.set(ada);
  const steps: unknown[] = [];
  const store = createMemoryUndeliverableEmails(accounts);
  const deps = {
    accounts,
    names: createMemoryIdentifierPointers(),
    emails: {
      ...store,
      clear: async (...args: Parameters<typeof store.clear>) => {
        steps.push('clear');
        return store.clear(...args);
      },
    },
    recordAudit: async (event: string, fields: object) => {
      steps.push({ event, ...fields });
    },
    removeFromList: async (address: string) => {
      steps.push(address);
      return listed.includes(address);
    },
  };
  return { ada, deps, steps, read: () => store.find(ada) };
}

test('records the command, removes both forms from the list, and then clears the mark', async () => {
  const { ada, deps, steps, read } = createScene(['ada@example.org']);
  expect(await unsuppressEmail(deps)({ sub: ada.sub })).toEqual({
    username: ada.username,
    mark,
    wasListed: true,
  });
  expect(steps).toEqual([
    { event: 'operator_unsuppress', sub: ada.sub },
    'Ada@example.org',
    'ada@example.org',
    'clear',
  ]);
  expect((await read())?.email).not.toHaveProperty('undeliverable');
});

test('reports that there was neither a mark nor an entry', async () => {
  const { undeliverable: _, ...unmarked } = email;
  const { ada, deps } = createScene([], { ...unmarked, shown: email.address });
  expect(await unsuppressEmail(deps)({ sub: ada.sub })).toEqual({ username: ada.username, wasListed: false });
});

test('works without a list', async () => {
  const { ada, deps } = createScene();
  const { removeFromList: _, ...local } = deps;
  expect(await unsuppressEmail(local)({ sub: ada.sub })).toEqual({ username: ada.username, mark });
});

test('keeps the mark if SES refuses, so that the command can be repeated', async () => {
  const { ada, deps, read } = createScene();
  const removeFromList = async () => {
    throw new Error('SES is down');
  };
  await expect(unsuppressEmail({ ...deps, removeFromList })({ sub: ada.sub })).rejects.toThrow('SES is down');
  expect((await read())?.email?.undeliverable).toEqual(mark);
});

test('changes nothing if the command cannot be recorded', async () => {
  const { ada, deps, steps, read } = createScene();
  const recordAudit = async () => {
    throw new Error('no log');
  };
  await expect(unsuppressEmail({ ...deps, recordAudit })({ sub: ada.sub })).rejects.toThrow('no log');
  expect(steps).toEqual([]);
  expect((await read())?.email?.undeliverable).toEqual(mark);
});

test('an account without an address is reported, and nothing is recorded', async () => {
  const { ada, deps, steps } = createScene([], undefined);
  deps.accounts.set(newAccount({ sub: ada.sub }));
  await expect(unsuppressEmail(deps)({ sub: ada.sub })).rejects.toThrow('has no e-mail address');
  expect(steps).toEqual([]);
});
