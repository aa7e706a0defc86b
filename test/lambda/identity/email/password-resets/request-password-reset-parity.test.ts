/** Requests for known and unknown names have one answer, one amount of work, and the same calls in one order. */
import type { Account } from '../../../../../lambda/identity/accounts/account';
import { formatMailRequest, MESSAGE_SIZE } from '../../../../../lambda/identity/email/mail-request';
import { COGNITO_HASH } from '../../../../../lambda/identity/passwords/migration-hook';
import { NO_PASSWORD } from '../../../../../lambda/identity/passwords/no-password';
import { type FakeDependencies, SOURCE } from '../../../fakes/auth-dependencies';
import { ADDRESS, storedAccount } from '../../../fakes/email-scene';
import { askForReset, confirmReset, createResetScene, type ResetScene } from '../../../fakes/reset-scene';
import { outcomeOf } from '../../../fakes/throttled';
import { unavailable } from '../../../fakes/unavailable';

/** Returns the dependencies with a record of their calls. */
function recordCalls(deps: FakeDependencies): { readonly deps: FakeDependencies; readonly calls: string[] } {
  const calls: string[] = [];
  const recorded = (name: string, store: object) =>
    Object.fromEntries(
      Object.entries(store).map(([method, member]) => [
        method,
        typeof member === 'function'
          ? (...values: readonly unknown[]) => {
              calls.push(`${name}.${method}`);
              return member(...values);
            }
          : member,
      ]),
    );
  const stores = [
    'accounts',
    'names',
    'emails',
    'resetChallenges',
    'openResets',
    'accountResets',
    'mailQueue',
    'mailCodes',
    'sourceRateLimits',
    'sessions',
    'passwords',
  ] as const;
  const wrapped = Object.fromEntries(stores.map((name) => [name, recorded(name, deps[name])]));
  const hashName = (name: string) => {
    calls.push('hashName');
    return deps.hashName(name);
  };
  return { deps: { ...deps, ...wrapped, hashName } as FakeDependencies, calls };
}

interface Reason {
  /** @default 'Ada' */
  readonly username?: string;
  readonly change?: Partial<Account>;
  /** What happened before. */
  readonly before?: (scene: ResetScene) => Promise<unknown>;
}

const askedThrice = async ({ deps }: ResetScene, username: string) => {
  for (let n = 0; n < 3; n++) await askForReset(deps, username, { ...SOURCE, ip: `198.51.100.${n}` });
};
const askedAllDay = async (scene: ResetScene, username: string) => {
  await askedThrice(scene, username);
  scene.deps.clock.millis += 600_000;
  await askedThrice(scene, username);
  scene.deps.clock.millis += 600_000;
};

const reasons: Readonly<Record<string, Reason>> = {
  'a known username': {},
  'a verified address': { username: ADDRESS },
  'an unknown username': { username: 'nobody' },
  'an unknown address': { username: 'nobody@example.com' },
  'a text that can be no name': { username: 'no name!' },
  'a text that can be no address': { username: 'no@address@example.com' },
  'an account without a verified address': { change: { email: undefined } },
  'a disabled account': { change: { state: 'DISABLED' } },
  'an account that is being deleted': { change: { state: 'DELETING' } },
  'an account whose password another system has': { change: { passwordHash: COGNITO_HASH } },
  'an account without a password': { change: { passwordHash: NO_PASSWORD } },
  'an account with three open resets': { before: (scene) => askedThrice(scene, 'Ada') },
  'an unknown name with three open resets': {
    username: 'nobody',
    before: (scene) => askedThrice(scene, 'nobody'),
  },
  'an address whose username has three open resets': {
    username: ADDRESS,
    before: (scene) => askedThrice(scene, 'Ada'),
  },
  'an account above its limit of mails': { before: (scene) => askedAllDay(scene, 'Ada') },
  'an unknown name above its limit of mails': {
    username: 'nobody',
    before: (scene) => askedAllDay(scene, 'nobody'),
  },
};

async function workOf(reason: string, isQueueDown = false) {
  const { username = 'Ada', change, before } = reasons[reason] ?? {};
  const scene = await createResetScene();
  if (change) scene.deps.accounts.set({ ...storedAccount(scene.deps, scene.phone), ...change });
  await before?.(scene);
  scene.deps.mailQueue.requests.length = 0;
  scene.deps.passwords.work.length = 0;
  const { deps, calls } = recordCalls(scene.deps);
  if (isQueueDown) {
    deps.mailQueue.enqueue = () => {
      calls.push('mailQueue.enqueue');
      return unavailable();
    };
  }
  const answer = await outcomeOf(askForReset(deps, username));
  return {
    answer,
    // an address and a username are looked up once each, in their own place
    calls: calls.map((call) => call.replace('emails.find', 'names.find')),
    messages: scene.deps.mailQueue.requests.map(formatMailRequest).map(({ length }) => length),
    hashes: [...scene.deps.passwords.work],
  };
}

test.each(Object.keys(reasons))(
  'a request for %s: the same response after the same calls',
  async (reason) => {
    const work = await workOf(reason);
    expect(work).toEqual({
      answer: 'done',
      calls: [
        'hashName',
        'sourceRateLimits.reserve',
        'hashName',
        'names.find',
        'accounts.find',
        'hashName',
        'hashName',
        'openResets.open',
        'hashName',
        'sourceRateLimits.reserve',
        'hashName',
        'sourceRateLimits.reserve',
        'resetChallenges.create',
        'mailQueue.enqueue',
      ],
      messages: [MESSAGE_SIZE],
      hashes: [],
    });
  },
);

test.each(Object.keys(reasons).filter((reason) => !/three|limit/.test(reason)))(
  'a request for %s while the queue does not answer: the same response after the same calls',
  async (reason) => {
    const work = await workOf(reason, true);
    expect(work.answer).toBe('DEPENDENCY_UNAVAILABLE');
    expect(work).toEqual(await workOf('an unknown username', true));
  },
);

const guesses: Readonly<Record<string, (scene: ResetScene) => Promise<string> | string>> = {
  'an unknown id': () => 'A'.repeat(22),
  'a text that can be no id': () => 'no id',
  'an empty text': () => '',
  'an account': ({ deps }) => askForReset(deps),
  'an unknown name': ({ deps }) => askForReset(deps, 'nobody'),
  'a disabled account': ({ deps, phone }) => {
    deps.accounts.set({ ...storedAccount(deps, phone), state: 'DISABLED' });
    return askForReset(deps);
  },
  'an account whose address has changed since': async ({ deps, phone }) => {
    const resetId = await askForReset(deps);
    deps.accounts.set({ ...storedAccount(deps, phone), email: undefined });
    return resetId;
  },
  'an account that was deleted since': async ({ deps, phone }) => {
    const resetId = await askForReset(deps);
    deps.accounts.items.delete(phone.caller.sub);
    return resetId;
  },
  'an expired reset': async ({ deps }) => {
    const resetId = await askForReset(deps);
    deps.clock.millis += 600_000;
    return resetId;
  },
};

test.each(Object.keys(guesses))(
  'a wrong code for %s: the same response after the same calls, and no hash',
  async (name) => {
    const scene = await createResetScene();
    const resetId = (await guesses[name]?.(scene)) ?? '';
    scene.deps.passwords.work.length = 0;
    scene.deps.logged.length = 0;
    const { deps, calls } = recordCalls(scene.deps);
    for (const proof of [{ resetId, code: '0000-0000' }, { token: `${resetId}.${'A'.repeat(22)}` }]) {
      calls.length = 0;
      expect(await outcomeOf(confirmReset(deps, proof))).toBe('INVALID_CODE');
      expect(calls).toEqual([
        'hashName',
        'sourceRateLimits.reserve',
        'resetChallenges.find',
        'accounts.find',
        'mailCodes.derive',
        'resetChallenges.countAttempt',
      ]);
    }
    expect(scene.deps.passwords.work).toEqual([]);
    expect(scene.deps.logged).toMatchObject([
      { event: 'password_reset_failed' },
      { event: 'password_reset_failed' },
    ]);
  },
);
