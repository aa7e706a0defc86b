import { type ListJob, listAccounts } from '../../../bin/transfer/list-accounts';
import type { AllAccounts, TablePosition } from '../../../lambda/identity/accounts/all-accounts';
import { DependencyUnavailableError } from '../../../lambda/shared/errors';
import { newAccount } from '../../lambda/fakes/new-account';
import { createFakeTools } from './fake-tools';

const STATES = ['ACTIVE', 'DISABLED', 'ACTIVE', 'DELETING', 'DISABLED', 'ACTIVE'] as const;
const everyone = STATES.map((state, n) => newAccount({ username: `user-${n}`, state }));

/** Returns a table whose reads return two accounts each. With `isFlaky` the first read fails once. */
function pagesOf(isFlaky = false): AllAccounts & { readonly reads: (TablePosition | undefined)[] } {
  const reads: (TablePosition | undefined)[] = [];
  let hasFailed = !isFlaky;
  return {
    reads,
    async readPage(after) {
      if (!hasFailed) {
        hasFailed = true;
        throw new DependencyUnavailableError('no answer');
      }
      reads.push(after);
      const start = Number(after?.pk ?? 0);
      const next = start + 2 < everyone.length ? { next: { pk: String(start + 2), sk: '' } } : {};
      return { accounts: everyone.slice(start, start + 2), items: 2, ...next };
    },
  };
}

async function list(change: Partial<ListJob> = {}, tools = createFakeTools()) {
  const written: string[] = [];
  const accounts = pagesOf();
  const job: ListJob = {
    accounts,
    format: ({ username }) => username,
    write: async (text) => void written.push(text),
    now: () => 0,
    ...change,
  };
  const result = await listAccounts(job, tools);
  return { ...result, lines: written.join('').split('\n').slice(0, -1), reads: accounts.reads.length };
}

test('every account is a line, in the order of the table', async () => {
  expect(await list()).toEqual({
    users: 6,
    isComplete: true,
    lines: everyone.map(({ username }) => username),
    reads: 3,
  });
});

test('with a state, only accounts in that state are listed', async () => {
  expect(await list({ state: 'DISABLED' })).toMatchObject({ users: 2, lines: ['user-1', 'user-4'] });
});

test('with a limit, no further accounts are listed, and no further pages are read', async () => {
  expect(await list({ limit: 3 })).toEqual({
    users: 3,
    isComplete: true,
    lines: ['user-0', 'user-1', 'user-2'],
    reads: 2,
  });
  expect(await list({ limit: 2, state: 'ACTIVE' })).toMatchObject({ lines: ['user-0', 'user-2'], reads: 2 });
});

test('a read that fails temporarily is retried', async () => {
  expect(await list({ accounts: pagesOf(true) })).toMatchObject({ users: 6, isComplete: true });
});

test('an interrupted list ends after a page', async () => {
  expect(await list({}, createFakeTools(2))).toMatchObject({ users: 2, isComplete: false });
});

test('the bar is cleared before lines are written, and shown between pages', async () => {
  const steps: string[] = [];
  const display = { show: () => void steps.push('bar'), end: () => void steps.push('no bar') };
  await list({ write: async () => void steps.push('lines') }, { ...createFakeTools(), display });
  expect(steps).toEqual(['no bar', 'lines', 'bar', 'no bar', 'lines', 'bar', 'no bar', 'lines', 'no bar']);
});
