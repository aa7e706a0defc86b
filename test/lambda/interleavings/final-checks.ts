/**
 * Invariants after all requests have ended: every token that should be valid works, and every user can
 * continue.
 */
import { RESERVATION_MS } from '../../../lambda/identity/accounts/identifiers/reserve-identifier';
import type { Tokens } from './asked';
import { askAlone } from './client';
import { findEnders, givenTokens, isDone, liveSessions, mayHaveHappened, storedSession } from './history';
import { type Check, leftOf } from './safety-checks';
import { findAda, passwordOf, type World } from './world';

/** A check that sends requests as clients do, and so changes the world. */
export interface FinalCheck {
  readonly name: string;
  readonly contradictions: (world: World) => Promise<readonly string[]>;
}

/** The checks without requests. */
export const restChecks: readonly Check[] = [
  {
    name: 'one refresh token has one successor',
    contradictions: ({ history }) => {
      const successors = new Map<string, string>();
      return history.flatMap((asked) => {
        const from = asked.tokens?.refreshToken;
        const to = asked.request.does === 'refresh' ? givenTokens(asked)?.refreshToken : undefined;
        if (from === undefined || to === undefined || from === to) return [];
        const known = successors.get(from) ?? to;
        successors.set(from, known);
        return known === to ? [] : [`${asked.client} got another`];
      });
    },
  },
  {
    name: 'the limit ends no more sessions than needed',
    contradictions: (world) => {
      const { sessions, maxSessionsPerUser } = world.deps;
      const live = sessions.items.size;
      const isOnlyBound = world.held.every((held) =>
        findEnders(world, held).every(({ request }) => request.does === 'sign in'),
      );
      const least = Math.min(world.held.length, maxSessionsPerUser);
      // A sign-in that fails at its commit removes its session, which others may have counted.
      const mayHaveTakenBack = world.history.some(
        ({ request, isFaulty }) => isFaulty && request.does === 'sign in',
      );
      return isOnlyBound && !mayHaveTakenBack && live < least ? [`${live} are still valid`] : [];
    },
  },
  {
    name: 'no two accounts claim one name',
    contradictions: (world) => {
      const claims = [...world.deps.accounts.items.values()].filter(({ name }) => name === 'ada').length;
      return claims > 1 && !mayHaveOutlastedReservation(world) ? [`${claims} do`] : [];
    },
  },
  {
    name: 'without a fault every stored session is held by a client',
    contradictions: (world) => {
      if (world.history.some(({ isFaulty }) => isFaulty)) return [];
      const held = new Set(liveSessions(world).map(({ sid }) => sid));
      return [...world.deps.sessions.items.values()]
        .filter(({ sid }) => !held.has(sid))
        .map(({ sid }) => sid);
    },
  },
];

/** Whether a sign-up may have ended between its steps, and then outlasted its reservation. */
function mayHaveOutlastedReservation({ history, deps }: World): boolean {
  const [first] = history;
  const hasPassed = deps.clock.millis - (first?.began?.millis ?? 0) >= RESERVATION_MS;
  return hasPassed && history.some(({ isFaulty }) => isFaulty);
}

/** The checks in the order in which they run. */
export const finalChecks: readonly FinalCheck[] = [
  {
    name: 'the refresh tokens of a valid session are valid',
    async contradictions(world) {
      const failed: string[] = [];
      for (const tokens of findUsableTokens(world)) {
        const answer = await askAlone(world, { does: 'refresh' }, tokens);
        const next = answer?.status === 'done' ? answer.tokens : undefined;
        const again = next && (await askAlone(world, { does: 'refresh' }, next));
        if (again?.status !== 'done') failed.push(`of ${tokens.sid}`);
      }
      return failed;
    },
  },
  {
    name: 'a sign-in with the correct password completes what a fault interrupted',
    async contradictions(world) {
      const account = findAda(world);
      if (!account) return [];
      const password = passwordOf(account.passwordHash);
      if (account.state === 'DISABLED') {
        const refused = await askAlone(world, { does: 'sign in', password });
        if (refused?.status !== 'refused') return ['it answered for a disabled account'];
        await askAlone(world, { does: 'enable the account' });
      }
      const isTemporary = account.passwordTemporaryUntil !== undefined;
      if (isTemporary) {
        const refused = await askAlone(world, { does: 'sign in', password });
        if (refused?.status !== 'refused') return ['a temporary password started a session'];
      }
      const answer = await askAlone(world, {
        does: 'sign in',
        password,
        ...(isTemporary && { newPassword: 'a password of their own' }),
      });
      if (account.state === 'DELETING') {
        const left = leftOf(world, account.sub);
        return answer?.status === 'refused' ? left : ['it answered for an account that is being deleted'];
      }
      if (answer?.status !== 'done') return ['it was refused'];
      return liveSessions(world)
        .filter((held) => (storedSession(world, held)?.securityVersion ?? 0) < account.securityVersion)
        .map(({ sid }) => `the old session ${sid} is still valid`);
    },
  },
  {
    name: 'a free name can be registered, and does not answer to older tokens',
    async contradictions(world) {
      if (findAda(world)) return [];
      const { names, clock } = world.deps;
      // A crash may have left a reservation, which expires.
      if (names.items.get('ada')?.state === 'RESERVED') clock.millis += RESERVATION_MS;
      const older = liveSessions(world);
      const password = 'a password of another user';
      const answer = await askAlone(world, { does: 'register', password });
      if (answer?.status !== 'done') return ['it cannot be registered'];
      const failed: string[] = [];
      for (const tokens of older) {
        const to = 'a password that takes it over';
        for (const from of [tokens.password, password]) {
          const change = await askAlone(world, { does: 'change the password', from, to }, tokens);
          if (change?.status !== 'refused') failed.push('a change of the password');
        }
        await askAlone(world, { does: 'delete the account' }, tokens);
        if (findAda(world)?.state !== 'ACTIVE') failed.push('a deletion');
      }
      return failed;
    },
  },
];

/** Returns the refresh tokens of live sessions that their holders may still use. */
function findUsableTokens(world: World): readonly Tokens[] {
  const { history, deps } = world;
  const presented = history.filter(({ request }) => request.does === 'refresh');
  const isDeleting = history.some(
    (asked) => asked.request.does === 'delete the account' && mayHaveHappened(asked) && !isDone(asked),
  );
  return history.flatMap((asked) => {
    const tokens = givenTokens(asked);
    const session = tokens && storedSession(world, tokens);
    // A deletion closes its own session.
    if (!tokens || !session || (!session.refresh && isDeleting)) return [];
    const isReplaced = presented.some(
      (refresh) =>
        refresh.tokens?.refreshToken === tokens.refreshToken &&
        givenTokens(refresh)?.refreshToken !== tokens.refreshToken,
    );
    const hasTimePassed = deps.clock.millis !== history[0]?.began?.millis;
    return isReplaced && hasTimePassed ? [] : [tokens];
  });
}
