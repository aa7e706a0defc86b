import { type AccountWorld, createAccountWorld, createEmptyWorld } from './account-worlds';
import type { ClientScript } from './client';
import { checkOrders, isSoak } from './orders';
import { listScripts, listSequences, renamed } from './scripts';

const effort = isSoak ? { exhaustive: 10_000, sampled: 2_000 } : { exhaustive: 10, sampled: 4 };
/** For pairs with too many orders to run, or with little difference from others. */
const lessEffort = isSoak ? { exhaustive: 2_000, sampled: 1_000 } : { exhaustive: 8, sampled: 3 };

/** Checks all pairs of scripts, including each with itself. */
async function checkPairs(
  { world }: AccountWorld,
  scripts: readonly ClientScript[],
  { timePasses = false, by = effort } = {},
): Promise<number> {
  let schedules = 0;
  for (const [index, one] of scripts.entries()) {
    for (const other of scripts.slice(index)) {
      const clients = [one, renamed(`${other.name} too`, other)];
      schedules += await checkOrders({ world, clients, timePasses }, by);
    }
  }
  return schedules;
}

const named = (pattern: RegExp, scripts: readonly ClientScript[]) =>
  scripts.filter(({ name }) => pattern.test(name));

test('two requests at once: no client is signed out by accident, and every session ends when it should', async () => {
  const account = await createAccountWorld();
  expect(await checkPairs(account, listScripts(account))).toBeGreaterThan(1_000);
});

test('two registrations or sign-ins at once, while the name is not taken yet', async () => {
  const account = await createEmptyWorld();
  const scripts = [...listScripts(account), ...listSequences(account)];
  expect(await checkPairs(account, named(/^(registration|sign-in)/, scripts))).toBeGreaterThan(100);
});

test.each([1, 2])('two requests at once, with a limit of %i sessions', async (maxSessionsPerUser) => {
  const account = await createAccountWorld({ maxSessionsPerUser });
  const scripts = named(/^(sign-in$|refresh|change|deletion on the l)/, listScripts(account));
  expect(await checkPairs(account, scripts, { by: lessEffort })).toBeGreaterThan(100);
});

test('two requests at once, while a sign-in renews the hash of the password', async () => {
  const account = await createAccountWorld({ hasOutdatedHash: true });
  const scripts = named(/^(sign-in$|change on the laptop|deletion on the laptop|loss)/, listScripts(account));
  expect(await checkPairs(account, scripts)).toBeGreaterThan(100);
});

test('refreshes at once, while the grace runs out', async () => {
  const account = await createAccountWorld();
  const scripts = named(/refresh/, [...listScripts(account), ...listSequences(account)]);
  expect(await checkPairs(account, scripts, { timePasses: true, by: lessEffort })).toBeGreaterThan(100);
});

test('requests in a row, while others run', async () => {
  const account = await createAccountWorld();
  expect(await checkPairs(account, listSequences(account), { by: lessEffort })).toBeGreaterThan(100);
});
