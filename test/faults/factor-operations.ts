/** Second factors, as operations. */
import { Secret, TOTP } from 'otpauth';
import { type Operation, sendFor, signUp, type User, type World, withToken } from './operation';

const FACTORS = '/users/me/factors';

/** A user with an authenticator app. */
interface Enrolled {
  readonly user: User;
  readonly factor: string;
  readonly secret: string;
  /** The code that has confirmed the app. */
  readonly confirmed: string;
  readonly recoveryCodes: readonly string[];
}

/** Returns a code. The code of the present step confirms the app, and the next one is used after that. */
function codeOf(secret: string, steps: number): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });
}

const enrolmentOf = ({ token }: User) =>
  withToken(token, { method: 'POST', path: `${FACTORS}/totp`, json: { name: 'Phone' } });

const stepUpOf = ({ token }: User, json: object) =>
  withToken(token, { method: 'POST', path: '/sessions/current/step-up', json });

async function prepareConfirmation(world: World) {
  const user = await signUp(world);
  const { id, secret } = (await sendFor(201, world, enrolmentOf(user))).json;
  const confirmed = codeOf(secret, 0);
  const sent = withToken(user.token, {
    ...{ method: 'POST', path: `${FACTORS}/totp/${id}/confirm` },
    json: { code: confirmed },
  });
  return { user, factor: String(id), secret: String(secret), confirmed, sent };
}

async function createEnrolled(world: World): Promise<Enrolled> {
  const { sent, ...enrolled } = await prepareConfirmation(world);
  return { ...enrolled, recoveryCodes: (await sendFor(200, world, sent)).json.recovery_codes };
}

const passwordOf = ({ username, password }: User) => ({
  ...{ method: 'POST', path: '/sessions/create', json: { username, password } },
});

const prepared = (user: User, sent: Awaited<ReturnType<Operation['prepare']>>['sent']) => ({
  user,
  sent,
  verify: () => {},
});

async function challengeOf(world: World, user: User): Promise<string> {
  return (await sendFor(401, world, passwordOf(user))).json.challenge;
}

/** Steps up by a code, and returns the new token. */
async function stepUp(world: World, { user, secret }: Enrolled): Promise<string> {
  const json = { kind: 'totp', code: codeOf(secret, 1) };
  const sent = withToken(user.token, { method: 'POST', path: '/sessions/current/step-up', json });
  return (await sendFor(200, world, sent)).json.access_token;
}

/** Answers a challenge. */
const answer = (name: string, status: number, proofOf: (user: Enrolled) => object): Operation => ({
  name: `answer a challenge with ${name}`,
  status,
  prepare: async (world) => {
    const enrolled = await createEnrolled(world);
    const challenge = await challengeOf(world, enrolled.user);
    const json = { challenge, ...proofOf(enrolled) };
    return prepared(enrolled.user, { method: 'POST', path: '/sessions/challenge', json });
  },
});

/** The operations by the rows of docs/costs.md. */
export const factorOperations: Readonly<Record<string, Operation>> = {
  'POST /sessions/create, the account has a second factor': {
    name: 'send the password of an account with a second factor',
    status: 401,
    prepare: async (world) => {
      const { user } = await createEnrolled(world);
      return prepared(user, passwordOf(user));
    },
  },
  'POST /sessions/challenge': answer('a code', 201, ({ secret }) => ({
    kind: 'totp',
    code: codeOf(secret, 1),
  })),
  'POST /sessions/challenge, with a recovery code': answer('a recovery code', 201, ({ recoveryCodes }) => ({
    kind: 'recovery_code',
    code: recoveryCodes[0],
  })),
  'POST /sessions/challenge, the code is wrong': answer('a used code', 400, ({ confirmed }) => ({
    kind: 'totp',
    code: confirmed,
  })),
  'POST /sessions/current/step-up, by the password': {
    name: 'step up by the password',
    status: 200,
    prepare: async (world) => {
      const user = await signUp(world);
      return prepared(user, stepUpOf(user, { password: user.password }));
    },
  },
  'POST /sessions/current/step-up, by a code': {
    name: 'step up by a code',
    status: 200,
    prepare: async (world) => {
      const { user, secret } = await createEnrolled(world);
      return prepared(user, stepUpOf(user, { kind: 'totp', code: codeOf(secret, 1) }));
    },
  },
  'GET /users/me/factors': {
    name: 'list the factors',
    status: 200,
    prepare: async (world) => {
      const { user } = await createEnrolled(world);
      return prepared(user, withToken(user.token, { path: FACTORS }));
    },
  },
  'POST /users/me/factors/totp': {
    name: 'add an authenticator app',
    status: 201,
    prepare: async (world) => {
      const user = await signUp(world);
      return prepared(user, enrolmentOf(user));
    },
  },
  'POST /users/me/factors/totp/{id}/confirm, the first factor': {
    name: 'confirm an authenticator app',
    status: 200,
    prepare: async (world) => {
      const { user, sent } = await prepareConfirmation(world);
      return prepared(user, sent);
    },
  },
  'DELETE /users/me/factors/{id}, the last factor': {
    name: 'remove the last factor',
    status: 204,
    prepare: async (world) => {
      const enrolled = await createEnrolled(world);
      const path = `${FACTORS}/${enrolled.factor}`;
      return prepared(enrolled.user, withToken(await stepUp(world, enrolled), { method: 'DELETE', path }));
    },
  },
  'POST /users/me/recovery-codes': {
    name: 'replace the recovery codes',
    status: 200,
    prepare: async (world) => {
      const enrolled = await createEnrolled(world);
      const sent = { method: 'POST', path: '/users/me/recovery-codes' };
      return prepared(enrolled.user, withToken(await stepUp(world, enrolled), sent));
    },
  },
};
