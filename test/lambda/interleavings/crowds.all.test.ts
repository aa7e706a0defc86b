import * as fc from 'fast-check';
import { type AccountWorld, createAccountWorld } from './account-worlds';
import type { ClientScript } from './client';
import { faultKinds } from './faults';
import { anySchedule, chooseBy, isSoak } from './orders';
import { runSchedule } from './run-schedule';
import { listScripts, listSequences, renamed } from './scripts';

/** Three or four clients in any order, some with a fault. */

let accounts: readonly AccountWorld[];

beforeAll(async () => {
  accounts = await Promise.all([
    createAccountWorld(),
    createAccountWorld({ maxSessionsPerUser: 2 }),
    createAccountWorld({ hasOutdatedHash: true }),
  ]);
});

const anyFault = fc.option(fc.record({ kind: fc.constantFrom(...faultKinds), at: fc.nat(12) }), {
  nil: undefined,
  freq: 3,
});

function anyClients({ laptop, phone }: AccountWorld): fc.Arbitrary<ClientScript[]> {
  const scripts = [...listScripts({ laptop, phone }), ...listSequences({ laptop, phone })];
  const anyClient = fc.record({ script: fc.constantFrom(...scripts), fault: anyFault });
  return fc
    .array(anyClient, { minLength: 3, maxLength: 4 })
    .map((all) =>
      all.map(({ script, fault }, index) => ({ ...renamed(`${index}: ${script.name}`, script), fault })),
    );
}

test('many clients at once: no client is signed out by accident, and every session ends when it should', async () => {
  const numRuns = isSoak ? 20_000 : 200;
  for (const account of accounts) {
    const holds = fc.assert(
      fc.asyncProperty(
        anyClients(account),
        anySchedule,
        fc.boolean(),
        async (clients, schedule, timePasses) => {
          await runSchedule({ world: account.world, clients, timePasses }, chooseBy(schedule));
        },
      ),
      isSoak ? { numRuns } : { numRuns, seed: 1 },
    );
    await expect(holds).resolves.toBeUndefined();
  }
});
