import { createAccountWorld, createEmptyWorld } from './account-worlds';
import { chooseInTurn } from './orders';
import { runSchedule } from './run-schedule';
import { listScripts, listSequences, renamed } from './scripts';

/** Schedules under which a defect once appeared, each with its invariant. */

async function setUp(account = createAccountWorld()) {
  const { world, laptop, phone } = await account;
  const scripts = [...listScripts({ laptop, phone }), ...listSequences({ laptop, phone })];
  const client = (scriptName: string, name = scriptName) => {
    const script = scripts.find((candidate) => candidate.name === scriptName);
    if (!script) throw new Error(`Unknown script "${scriptName}"`);
    return renamed(name, script);
  };
  return { world, client };
}

test('a deletion that finds the account deleted answers after the deleting session has ended', async () => {
  const { world, client } = await setUp();
  const clients = [client('deletion on the laptop', 'laptop'), client('deletion on the phone', 'phone')];
  const choose = chooseInTurn([
    ['phone', 'session: find'],
    ['laptop', 'account: delete'],
    ['phone', 'is answered'],
  ]);
  await expect(runSchedule({ world, clients }, choose)).resolves.toBe(true);
});

test.each([
  ['sign-in, then change', 'account: markSessionsRevoked'],
  ['sign-in, then deletion', 'account: delete'],
])('the session of a registration does not outlive a %s that comes before its answer', async (name, step) => {
  const { world, client } = await setUp(createEmptyWorld());
  const clients = [client('registration, then deletion', 'registration'), client(name, 'sign-in')];
  const choose = chooseInTurn([
    ['registration', 'account: create'],
    ['sign-in', step],
    ['sign-in', 'is answered'],
  ]);
  await expect(runSchedule({ world, clients }, choose)).resolves.toBe(true);
});

test('a refresh token that was sent in time is not a reuse, however long its refresh takes', async () => {
  const { world, client } = await setUp();
  const clients = [client('refresh on the phone', 'slow'), client('refresh on the phone', 'fast')];
  const choose = chooseInTurn([
    ['slow', 'session: find'],
    ['fast', 'session: rotate'],
    ['the clock', 'advances'],
  ]);
  await expect(runSchedule({ world, clients, timePasses: true }, choose)).resolves.toBe(true);
});

test('of two concurrent sign-ins with a limit of one session, one stays valid', async () => {
  const { world, client } = await setUp(createAccountWorld({ maxSessionsPerUser: 1 }));
  const clients = [client('sign-in', 'one'), client('sign-in', 'other')];
  const choose = chooseInTurn([
    ['one', 'account: commitSignIn'],
    ['other', 'session: list'],
    ['one', 'session: list'],
  ]);
  await expect(runSchedule({ world, clients }, choose)).resolves.toBe(true);
});

test('a change of the password by a session that is signed out everywhere meanwhile does not keep it', async () => {
  const { world, client } = await setUp();
  const clients = [client('sign-out everywhere', 'laptop'), client('change on the phone', 'phone')];
  const choose = chooseInTurn([
    ['phone', 'session: find'],
    ['laptop', 'account: raiseSecurityVersion'],
    ['phone', 'session: adoptSecurityVersion'],
    ['laptop', 'is answered'],
  ]);
  await expect(runSchedule({ world, clients }, choose)).resolves.toBe(true);
});

test('a late correction of the count does not overlook a sign-in since', async () => {
  const { world, client } = await setUp(createAccountWorld({ maxSessionsPerUser: 2 }));
  const clients = ['one', 'other', 'third'].map((name) => client('sign-in', name));
  const choose = chooseInTurn([
    ['one', 'session: delete'],
    ['other', 'is answered'],
    ['third', 'account: commitSignIn'],
    ['one', 'is answered'],
  ]);
  await expect(runSchedule({ world, clients }, choose)).resolves.toBe(true);
});

test('an account that is disabled while it is enabled keeps no session', async () => {
  const { world, client } = await setUp();
  const clients = [client('disabling', 'one'), client('enabling', 'other')];
  const choose = chooseInTurn([
    ['other', 'account: find'],
    ['one', 'session: list'],
    ['other', 'is answered'],
    ['one', 'is answered'],
  ]);
  await expect(runSchedule({ world, clients }, choose)).resolves.toBe(true);
});
