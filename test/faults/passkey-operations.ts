/** Passkeys, as operations. */
import { createCredentials } from '../support/accounts';
import { type Sent, send } from '../support/http-client';
import {
  addPasskey,
  beginPasskey,
  beginPasskeySignIn,
  beginPasskeySignUp,
  beginPasskeyStepUp,
  createBrowser,
} from '../support/passkeys';
import type { Authenticator } from '../support/webauthn/authenticator';
import { type Operation, type PreparedRequest, signUp, type User, type World, withToken } from './operation';

const PASSKEYS = '/users/me/passkeys';

/** A user with one passkey. */
interface Holder {
  readonly user: User;
  readonly browser: Authenticator;
  /** The id of the passkey. */
  readonly id: string;
  /** Sends a request of the user. */
  readonly send: (sent: Sent) => ReturnType<typeof send>;
}

const senderOf =
  ({ origin }: World, { token }: User) =>
  (sent: Sent) =>
    send(origin, withToken(token, sent));

async function createHolder(world: World): Promise<Holder> {
  const user = await signUp(world);
  const holder = { user, browser: createBrowser(world.origin), send: senderOf(world, user) };
  const { json } = await addPasskey(holder, holder.browser);
  return { ...holder, id: json.id };
}

const prepared = (user: PreparedRequest['user'], sent: Sent): PreparedRequest => ({
  user,
  sent,
  verify: () => {},
});

/** An operation of a user with one passkey. */
const operation = (
  name: string,
  status: number,
  write: (holder: Holder, world: World) => Sent | Promise<Sent>,
): Operation => ({
  name,
  status,
  prepare: async (world) => {
    const holder = await createHolder(world);
    return prepared(holder.user, withToken(holder.user.token, await write(holder, world)));
  },
});

/** The operations by the rows of docs/costs.md. */
export const passkeyOperations: Readonly<Record<string, Operation>> = {
  'POST /users/passkey/options': {
    name: 'begin to sign up with a passkey',
    status: 200,
    prepare: async () => {
      const credentials = createCredentials();
      const json = { username: credentials.username };
      return prepared(credentials, { method: 'POST', path: '/users/passkey/options', json });
    },
  },
  'POST /users, without a password': {
    name: 'sign up with a passkey',
    status: 201,
    prepare: async ({ origin }) => {
      const credentials = createCredentials();
      const { username } = credentials;
      const { ceremony_id, options } = await beginPasskeySignUp((sent) => send(origin, sent), username);
      const credential = await createBrowser(origin).register(options);
      const json = { username, ceremony_id, credential };
      return prepared(credentials, { method: 'POST', path: '/users', json });
    },
  },
  'POST /sessions/passkey/options': operation('begin to sign in with a passkey', 200, () => ({
    method: 'POST',
    path: '/sessions/passkey/options',
  })),
  'POST /sessions/passkey': operation('sign in with a passkey', 201, async ({ browser }, { origin }) => {
    const { ceremony_id, options } = await beginPasskeySignIn((sent) => send(origin, sent));
    const json = { ceremony_id, credential: await browser.assert(options) };
    return { method: 'POST', path: '/sessions/passkey', json };
  }),
  'POST /sessions/current/step-up/options': operation('begin to step up with a passkey', 200, () => ({
    method: 'POST',
    path: '/sessions/current/step-up/options',
  })),
  'POST /sessions/current/step-up, by a passkey': operation('step up by a passkey', 200, async (holder) => {
    const { ceremony_id, options } = await beginPasskeyStepUp(holder);
    const json = { kind: 'passkey', ceremony_id, credential: await holder.browser.assert(options) };
    return { method: 'POST', path: '/sessions/current/step-up', json };
  }),
  'GET /users/me/passkeys': operation('list the passkeys', 200, () => ({ path: PASSKEYS })),
  'POST /users/me/passkeys/options': operation('begin to add a passkey', 200, () => ({
    method: 'POST',
    path: `${PASSKEYS}/options`,
  })),
  'POST /users/me/passkeys': operation('add a second passkey', 201, async (holder, { origin }) => {
    const { ceremony_id, options } = await beginPasskey(holder);
    const json = { ceremony_id, credential: await createBrowser(origin).register(options) };
    return { method: 'POST', path: PASSKEYS, json };
  }),
  'PATCH /users/me/passkeys/{id}': operation('rename a passkey', 200, ({ id }) => ({
    ...{ method: 'PATCH', path: `${PASSKEYS}/${id}`, json: { name: 'Phone' } },
  })),
  'DELETE /users/me/passkeys/{id}': operation('remove a passkey', 204, ({ id }) => ({
    ...{ method: 'DELETE', path: `${PASSKEYS}/${id}` },
  })),
  'PUT /users/me/second-factor': operation('turn the second factor on', 200, () => ({
    method: 'PUT',
    path: '/users/me/second-factor',
  })),
};
