/** Resets of forgotten passwords, as operations. */
import { createCredentials } from '../support/accounts';
import { readMails } from '../support/read-mails';
import { type Operation, sendFor, signUp, type World, withToken } from './operation';

/** Asks for a reset of a name that no account has. */
export const requestReset: Operation = {
  name: 'ask for a reset',
  status: 202,
  prepare: async () => {
    const user = createCredentials();
    const sent = { method: 'POST', path: '/password-resets', json: { username: user.username } };
    return { user, sent, verify: () => {} };
  },
};

/** Signs up a user who has received the code of a reset. */
async function prepareReset(world: World) {
  const user = await signUp(world);
  const email = `${user.username}@example.com`;
  const read = async (count: number) => (await readMails(email, count, world.origin))[0]?.code ?? '';
  const asked = { method: 'PUT', path: '/users/me/email', json: { email } };
  await sendFor(202, world, withToken(user.token, asked));
  const verified = { method: 'POST', path: '/users/me/email/verification', json: { code: await read(1) } };
  await sendFor(204, world, withToken(user.token, verified));
  const reset = { method: 'POST', path: '/password-resets', json: { username: email } };
  const { reset_id } = (await sendFor(202, world, reset)).json;
  return { user, reset_id, code: await read(2) };
}

/** Confirms a reset. @param change changes what is sent */
export const confirmReset = (change: Readonly<Record<string, string>>, status: number): Operation => ({
  name: `confirm a reset: ${status}`,
  status,
  prepare: async (world) => {
    const { user, ...proof } = await prepareReset(world);
    const json = { ...proof, new_password: 'a new phrase that passes the rules', ...change };
    return { user, sent: { method: 'POST', path: '/password-resets/confirm', json }, verify: () => {} };
  },
});
