import { createAccountWorld, createEmptyWorld, NEXT_PASSWORD, PASSWORD } from './account-worlds';
import type { Request } from './asked';
import { type ClientScript, startClient } from './client';
import { type Fault, faultKinds } from './faults';
import { checkOrders, isSoak } from './orders';
import { runActors } from './scheduler';
import { listScripts, renamed } from './scripts';
import { copyWorld, type World } from './world';

/** Returns every fault of every step that a request takes without faults. */
async function listFaults(world: World, client: ClientScript): Promise<readonly Fault[]> {
  const actor = await startClient(copyWorld(world), client, () => {});
  const { steps } = await runActors([actor], ([first]) => first);
  // The last step is the response.
  return steps.slice(0, -1).flatMap((_, at) => faultKinds.map((kind) => ({ kind, at })));
}

/** Returns what a client may do after its request has failed. */
function listSequels(client: ClientScript): readonly (readonly Request[])[] {
  const signIn: Request = { does: 'sign in', password: PASSWORD };
  const signInAnew: Request = { does: 'sign in', password: NEXT_PASSWORD };
  const again = client.requests;
  const few = [[], again, [signInAnew]];
  return isSoak ? [...few, [signIn], [...again, signIn], [...again, signInAnew]] : few;
}

/** Runs a client alone, with every fault and every sequel. */
async function checkFaults(world: World, client: ClientScript): Promise<number> {
  let cases = 0;
  for (const fault of await listFaults(world, client)) {
    for (const sequel of listSequels(client)) {
      const clients = [{ ...client, requests: [...client.requests, ...sequel], fault }];
      cases += await checkOrders({ world, clients }, { exhaustive: 1, sampled: 0 });
    }
  }
  return cases;
}

test('after any failed step of any request, its client can continue and nothing is left over', async () => {
  const account = await createAccountWorld();
  let cases = 0;
  for (const client of listScripts(account)) cases += await checkFaults(account.world, client);
  expect(cases).toBeGreaterThan(800);
});

test('after any failed step of a registration the name can be used', async () => {
  const empty = await createEmptyWorld();
  const [registration] = listScripts(empty);
  if (!registration) throw new Error('The registration script is missing');
  expect(await checkFaults(empty.world, registration)).toBeGreaterThan(40);
});

test('after a failed step its client tries again, while another asks', async () => {
  const { world, ...tokens } = await createAccountWorld();
  const scripts = listScripts(tokens);
  let cases = 0;
  for (const client of scripts) {
    const again = { ...client, requests: [...client.requests, ...client.requests] };
    for (const fault of await listFaults(world, client)) {
      for (const other of scripts) {
        cases++;
        // A short run takes every thirteenth case, so that all kinds, steps and clients occur.
        if (!isSoak && cases % 13 !== 0) continue;
        const clients = [{ ...again, fault }, renamed(`${other.name} too`, other)];
        const effort = isSoak ? { exhaustive: 25, sampled: 10 } : { exhaustive: 0, sampled: 1 };
        await checkOrders({ world, clients }, { ...effort, seed: cases });
      }
    }
  }
  expect(cases).toBeGreaterThan(1_000);
});
