/** The owner of an account that is about to expire, and another user who signs up with its username. */
import { findByName } from '../../../lambda/identity/accounts/identifiers/find-by-name';
import { register } from '../../../lambda/identity/authentication/register';
import { signIn } from '../../../lambda/identity/authentication/sign-in';
import { changeEmail } from '../../../lambda/identity/email/change-email';
import { UNVERIFIED_SECONDS } from '../../../lambda/identity/email/policy/account-expiry';
import { createTokenLimits } from '../../../lambda/identity/email/policy/token-limits';
import { verifyEmail } from '../../../lambda/identity/email/verify-email';
import { refreshSession } from '../../../lambda/identity/sessions/refresh-session';
import { hasCode } from '../../../lambda/shared/errors';
import { DAY, PASSWORD, SOURCE } from '../fakes/auth-dependencies';
import { lastCode } from '../fakes/email-scene';
import { exploreOrders } from './explore';
import { checkSchedules, isSoak } from './orders';
import { type Choose, runActors, startActor, type TakeStep } from './scheduler';
import { createSteppedDependencies } from './stepped-dependencies';
import { copyWorld, createWorld, readClaims, type World } from './world';

/** The policy, under which the other user signs up. */
const rule = { unverifiedSeconds: UNVERIFIED_SECONDS, reauthenticationSeconds: 30 * DAY };
const alone: TakeStep = (_step, act) => act();
const HEIR = 'another phrase that passes';

/** Does what the owner does. */
type Act = (deps: World['deps']) => Promise<unknown>;

/** Creates Ada's account one second before it expires, with a pending address. */
async function createExpiringWorld() {
  const world = createWorld();
  const deps = { ...createSteppedDependencies(world, alone), ...rule };
  const ada = { username: 'Ada', password: PASSWORD, source: SOURCE };
  const answer = await register(deps)(ada);
  const { sub, sid, auth_time: authTime, amr } = readClaims(world, answer.access_token);
  const caller = { sub, sid, authTime, amr };
  world.deps.clock.millis += (UNVERIFIED_SECONDS - 1) * 1000;
  await changeEmail(deps)({ caller, email: 'ada@example.com', language: 'en', source: SOURCE });
  const code = await lastCode(world.deps);
  const acts: Readonly<Record<string, Act>> = {
    'refreshes without the policy': (own) => {
      const limitTokens = createTokenLimits({ ...own, emailPolicy: '' });
      return refreshSession({ ...own, limitTokens })({ refreshToken: answer.refresh_token, source: SOURCE });
    },
    'signs in': (own) => signIn({ ...own, ...rule })({ ...ada, hasTime: () => true }),
    'verifies the address': (own) => verifyEmail(own)({ caller, code, source: SOURCE }),
  };
  return { world, sub, acts };
}

/** Whether it succeeded. @throws any error that a user must not see */
async function attempt(act: Promise<unknown>): Promise<boolean> {
  try {
    await act;
    return true;
  } catch (error) {
    const expected = [
      'USERNAME_TAKEN',
      'INVALID_CREDENTIALS',
      'UNAUTHORIZED',
      'INVALID_CODE',
      'INVALID_REFRESH_TOKEN',
    ] as const;
    if (!expected.some((code) => hasCode(error, code))) throw error;
    return false;
  }
}

interface Scenario {
  readonly world: World;
  readonly sub: string;
  readonly act: Act;
  readonly plant?: ((deps: World['deps']) => void) | undefined;
}

/** Runs one order, and checks that the name has exactly one account, which is that of the user who got it. */
async function run({ world: start, sub, act, plant }: Scenario, choose: Choose): Promise<boolean> {
  const world = copyWorld(start);
  plant?.(world.deps);
  const done = { owner: false, heir: false };
  const actors = [
    await startActor('owner', async (take) => {
      done.owner = await attempt(act(createSteppedDependencies(world, take)));
    }),
    await startActor('heir', async (take) => {
      const deps = { ...createSteppedDependencies(world, take), ...rule };
      done.heir = await attempt(register(deps)({ username: 'ada', password: HEIR, source: SOURCE }));
    }),
    await startActor('the clock', (take) =>
      take({ name: 'advances', touches: { place: '', writes: true } }, async () => {
        world.deps.clock.millis += 2_000;
      }),
    ),
  ];
  const { isComplete, steps } = await runActors(actors, choose);
  if (!isComplete) return false;
  const account = (await findByName(world.deps, 'ada'))?.account;
  const owned = account?.sub === sub;
  const isRight = done.owner ? owned && !done.heir : !done.heir || (account !== undefined && !owned);
  if (!isRight)
    throw new Error(['the name has the wrong account', JSON.stringify(done), ...steps].join('\n  '));
  return true;
}

const effort = isSoak ? { exhaustive: 20_000, sampled: 5_000 } : { exhaustive: 150, sampled: 150 };

describe.each(['signs in', 'verifies the address', 'refreshes without the policy'])(
  'while the owner %s',
  (what) => {
    test('another user gets the expired name, or the owner keeps it', async () => {
      const { world, sub, acts } = await createExpiringWorld();
      const outcomes = new Set<string>();
      const act: Act = async (deps) => {
        const result = await acts[what]?.(deps);
        outcomes.add('kept');
        return result;
      };
      const cases = await checkSchedules((choose) => run({ world, sub, act }, choose), effort);
      expect(cases).toBeGreaterThan(30);
      expect(outcomes).toEqual(new Set(['kept']));
    });

    test('a sign-up that takes the name without deleting the account is detected', async () => {
      const { world, sub, acts } = await createExpiringWorld();
      const act: Act = (deps) => acts[what]?.(deps) ?? Promise.reject();
      const plant = (deps: World['deps']) => {
        deps.accounts.discard = async () => true;
      };
      const explored = exploreOrders((choose) => run({ world, sub, act, plant }, choose), 20_000);
      await expect(explored).rejects.toThrow('the name has the wrong account');
    });
  },
);
