/** Invariants that hold at every response to a client. */
import type { Asked } from './asked';
import {
  findEnders,
  hasAdopted,
  isBefore,
  isDone,
  liveSessions,
  mayHaveHappened,
  storedSession,
  versionOf,
} from './history';
import { findAda, type World } from './world';

/** An invariant of a world, and the search for contradictions. */
export interface Check {
  readonly name: string;
  /** Returns the contradictions, and none if the invariant holds. */
  readonly contradictions: (world: World) => readonly string[];
}

export const safetyChecks: readonly Check[] = [
  {
    name: 'no session outlives a change of its password',
    contradictions: (world) =>
      doneOf(world, 'change the password').flatMap(({ request, tokens, client }) => {
        if (request.does !== 'change the password' || !tokens) return [];
        const version = versionOf(world, { sub: tokens.sub, password: request.to });
        return liveSessions(world)
          .filter(({ sub, sid }) => sub === tokens.sub && sid !== tokens.sid)
          .filter((held) => versionOf(world, held) < version && !hasAdopted(world, held, version))
          .map(({ sid }) => `${sid} outlives the change by ${client}`);
      }),
  },
  {
    name: 'no session outlives a sign-out',
    contradictions: (world) =>
      world.history.filter(isDone).flatMap(({ request, tokens, began, client }) =>
        liveSessions(world)
          .filter(({ sub, sid, begun }) => {
            if (request.does === 'sign out') return sid === tokens?.sid;
            if (request.does === 'end another session') return sid === request.sid;
            if (request.does !== 'sign out everywhere' || sub !== tokens?.sub) return false;
            return (begun.answered?.tick ?? 0) < (began?.tick ?? 0);
          })
          .map(({ sid }) => `${sid} outlives the sign-out by ${client}`),
      ),
  },
  {
    name: 'no session outlives a disabling or a temporary password',
    contradictions: (world) =>
      [...doneOf(world, 'disable the account'), ...doneOf(world, 'set a temporary password')].flatMap(
        ({ request, began }) =>
          liveSessions(world)
            .filter(({ begun }) => (begun.answered?.tick ?? 0) < (began?.tick ?? 0))
            .map(({ sid }) => `${sid} outlives it: ${request.does}`),
      ),
  },
  {
    name: 'a disabled account has no sessions',
    contradictions: (world) => {
      const begun = world.history.filter(
        ({ request, began }) => request.does === 'disable the account' && began !== undefined,
      );
      // A request in progress has not ended the sessions yet.
      const isOver = begun.length > 0 && begun.every(isDone);
      const isDisabled = isOver && findAda(world)?.state === 'DISABLED';
      return isDisabled ? liveSessions(world).map(({ sid }) => `${sid} is still valid`) : [];
    },
  },
  {
    name: 'no session predates a sweep',
    contradictions: (world) =>
      liveSessions(world).flatMap((held) => {
        const swept = world.deps.accounts.items.get(held.sub)?.sessionsRevokedThroughVersion ?? 0;
        return (storedSession(world, held)?.securityVersion ?? 0) < swept ? [`${held.sid} is`] : [];
      }),
  },
  {
    name: 'nothing outlives a deletion',
    contradictions: (world) =>
      doneOf(world, 'delete the account').flatMap(({ tokens: { sub } = { sub: '' } }) => [
        ...leftOf(world, sub),
        ...(world.deps.data.closed.has(sub) ? [] : ['more can be created']),
      ]),
  },
  {
    name: 'no session has a scope that was taken away',
    contradictions: (world) => {
      const isGiven = findAda(world)?.scopes.includes('admin');
      if (isGiven || doneOf(world, 'take the scope').length === 0) return [];
      return liveSessions(world).flatMap(({ sub, sid }) =>
        world.deps.sessions.items.get(`${sub}/${sid}`)?.scopes.length ? [`${sid} has it`] : [],
      );
    },
  },
  {
    name: 'the count of sessions is never below the number of valid ones',
    contradictions: ({ deps, committed }) =>
      [...deps.accounts.items.values()].flatMap(({ sub, sessionCount }) => {
        const sessions = [...deps.sessions.items.values()];
        const live = sessions.filter((session) => session.sub === sub && committed.has(session.sid)).length;
        return live > sessionCount ? [`${live} go on, ${sessionCount} are counted`] : [];
      }),
  },
  {
    name: 'what was answered as done has happened',
    contradictions: (world) =>
      world.history.filter(isDone).flatMap(({ request, tokens, answered, client }) => {
        const account = findAda(world);
        if (request.does === 'change the password' && tokens && account?.sub === tokens.sub) {
          const version = versionOf(world, { sub: tokens.sub, password: request.to });
          if (version === 0 || account.securityVersion < version)
            return [`${client}: the password is another`];
        }
        if (request.does === 'disable the account' && account?.state === 'ACTIVE') {
          const isUndone = world.history.some(
            (other) => other.request.does === 'enable the account' && mayHaveHappened(other),
          );
          if (!isUndone) return [`${client}: the account is active`];
        }
        if (/^(register|sign in)$/.test(request.does) && answered?.answer.status === 'done') {
          const sub = answered.answer.tokens?.sub;
          if (account?.sub !== sub && !isDeleted(world, sub))
            return [`${client}: the name is not the account's`];
        }
        return [];
      }),
  },
  {
    name: 'a session stays valid until something ends it',
    contradictions: (world) =>
      world.held
        .filter(({ sub, sid }) => !world.deps.sessions.items.has(`${sub}/${sid}`))
        .filter((held) => !findEnders(world, held).some((ender) => !isBefore(ender, held.begun)))
        .map(({ sid, begun }) => `${sid} of ${begun.client} is over`),
  },
];

/** Returns the requests of a kind that were answered as done. */
function doneOf({ history }: World, does: Asked['request']['does']): readonly Asked[] {
  return history.filter((asked) => asked.request.does === does && isDone(asked));
}

/** Returns what is stored of an account, except sessions that no client holds. */
export function leftOf(world: World, sub: string): readonly string[] {
  const { accounts, data } = world.deps;
  return [
    ...[...accounts.items.values()].filter((account) => account.sub === sub).map(() => 'its sign-in'),
    ...[...data.items.keys()].filter((key) => key.endsWith(sub)),
    ...liveSessions(world)
      .filter((held) => held.sub === sub)
      .map(({ sid }) => `the session ${sid}`),
  ];
}

function isDeleted({ history }: World, sub: string | undefined): boolean {
  return history.some(
    (asked) =>
      asked.request.does === 'delete the account' && asked.tokens?.sub === sub && mayHaveHappened(asked),
  );
}
