/** Invariants of rejections: each has a cause in other requests. */
import type { Answer, Asked } from './asked';
import { findEnders, givenTokens, isBefore, isDone, mayHaveHappened } from './history';
import type { Check } from './safety-checks';
import type { World } from './world';

type Code = Extract<Answer, { readonly status: 'refused' }>['code'];

/** Whether a request may have been rejected with a code. A code that is not listed is never allowed. */
const reasons: Partial<Record<Code, (asked: Asked, world: World) => boolean>> = {
  DEPENDENCY_UNAVAILABLE: ({ isFaulty }) => isFaulty,
  // Each of the three reads may have found a changed account.
  CONCURRENT_CHANGE: (asked, world) =>
    others(asked, world).filter(({ request }) => request.does !== 'refresh').length > 2,
  // A name that was released during its sign-up cannot be confirmed.
  USERNAME_TAKEN: (asked, world) =>
    others(asked, world).some(({ request }) => /^(register|delete the account)$/.test(request.does)),
  // An attempt cannot be counted on a deleted account.
  TOO_MANY_ATTEMPTS: (_asked, { history }) =>
    history.some((asked) => asked.request.does === 'delete the account' && mayHaveHappened(asked)),
  INVALID_CREDENTIALS: (asked, world) =>
    asked.request.does === 'sign in' &&
    (hasChanged(world) ||
      isRegistering(asked, world) ||
      isUnregistered(asked.request.password, world) ||
      hasKeptChanging(asked, world) ||
      !isKnown(world, asked.request.password)),
  INVALID_CURRENT_PASSWORD: ({ request }, world) =>
    request.does === 'change the password' && (hasChanged(world) || !isKnown(world, request.from)),
  INSUFFICIENT_USER_AUTHENTICATION: (_asked, { deps, history }) =>
    deps.clock.millis - (history[0]?.began?.millis ?? 0) > deps.reauthenticationSeconds * 1000,
  UNAUTHORIZED: (asked, world) => sessionHasEnded(asked, world),
  INVALID_REFRESH_TOKEN: (asked, world) => sessionHasEnded(asked, world) || isOvertaken(asked, world),
  REFRESH_TOKEN_REUSED: (asked, world) => isReplayed(asked, world),
  NOT_FOUND: (asked, world) =>
    asked.request.does === 'end another session' &&
    asked.tokens !== undefined &&
    findEnders(world, { ...asked.tokens, sid: asked.request.sid }).some((ender) => ender !== asked),
  CHANGED_MEANWHILE: (asked, world) =>
    others(asked, world).some(({ request }) => /scope|delete|disable|enable/.test(request.does)),
  PASSWORD_CHANGE_REQUIRED: (asked, { history }) =>
    asked.request.does === 'sign in' &&
    history.some(({ request }) => request.does === 'set a temporary password'),
};

export const refusalCheck: Check = {
  name: 'every rejection has a reason',
  contradictions: (world) =>
    world.history.flatMap((asked) => {
      const answer = asked.answered?.answer;
      if (answer?.status !== 'refused' || reasons[answer.code]?.(asked, world)) return [];
      return [`${asked.client}: ${asked.request.does}: ${answer.code}`];
    }),
};

function others(asked: Asked, { history }: World): readonly Asked[] {
  return history.filter((other) => other !== asked && mayHaveHappened(other));
}

/** The requests after which a formerly correct password may be wrong. */
const CHANGES: readonly Asked['request']['does'][] = [
  'change the password',
  'delete the account',
  'disable the account',
  'set a temporary password',
];

function hasChanged({ history }: World): boolean {
  return history.some(
    (asked) =>
      mayHaveHappened(asked) &&
      (CHANGES.includes(asked.request.does) ||
        (asked.request.does === 'sign in' && asked.request.newPassword !== undefined)),
  );
}

/** Whether the account may not have been registered yet. */
function isRegistering(asked: Asked, world: World): boolean {
  return others(asked, world).some(
    ({ request, answered }) =>
      request.does === 'register' && (!answered || answered.tick > (asked.began?.tick ?? 0)),
  );
}

/** Whether only sign-ups used a password, and none of them was answered as done. */
function isUnregistered(password: string, { history }: World): boolean {
  const own = history.filter(({ request }) => request.does === 'register' && request.password === password);
  return own.length > 0 && !own.some(isDone);
}

/**
 * Whether the account may have changed at each of a sign-in's three reads: a renewed hash, scopes, a
 * sign-out.
 */
function hasKeptChanging(asked: Asked, world: World): boolean {
  const changes = others(asked, world).filter(({ request }) => /sign in|scope|everywhere/.test(request.does));
  return changes.length > 2 && changes.some(({ request }) => request.does === 'sign out everywhere');
}

function isKnown({ passwordVersions }: World, password: string): boolean {
  return [...passwordVersions.keys()].some((key) => key.endsWith(`|${password}`));
}

function sessionHasEnded({ tokens }: Asked, world: World): boolean {
  return tokens !== undefined && findEnders(world, tokens).length > 0;
}

/** Whether a refresh token was used after the grace period since another request may have replaced it. */
function isReplayed(asked: Asked, { history, deps }: World): boolean {
  const graceMillis = deps.refreshGraceSeconds * 1000;
  return history.some(
    ({ request, tokens, began }) =>
      request.does === 'refresh' &&
      tokens?.refreshToken === asked.tokens?.refreshToken &&
      began !== undefined &&
      (asked.began?.millis ?? 0) - began.millis >= graceMillis,
  );
}

/**
 * Whether two rotations happened during a refresh that outlasted the grace period: only one generation is
 * stored.
 */
function isOvertaken(asked: Asked, world: World): boolean {
  const rotations = others(asked, world).filter(
    (other) =>
      other.request.does === 'refresh' &&
      other.tokens?.sid === asked.tokens?.sid &&
      givenTokens(other)?.refreshToken !== other.tokens?.refreshToken &&
      !isBefore(other, asked),
  );
  return rotations.length > 1;
}
