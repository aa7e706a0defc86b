/** An API without a network. Its sessions' tokens are refreshed, rejected and revoked as by the real API. */

import { untilAborted } from '../../../client/src/until-aborted';

/** A received request. */
export interface Call {
  readonly route: string;
  readonly authorization: string | undefined;
  readonly body: string;
  readonly redirect: string;
}

/** The fake API. */
export interface FakeApi {
  /** Replaces the platform's `fetch`. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Every request so far, oldest first. */
  readonly calls: readonly Call[];
  /** Returns how often a route was called. */
  count(route: string): number;
  /** Makes every issued access token expire. */
  expireAccessTokens(): void;
  /**
   * Sets the response to the next request to a route. An Error is thrown, as `fetch` does without a response.
   */
  answerNext(route: string, answer: Response | Error): void;
  /** Holds the response to the next request to a route until the returned function is called. */
  hold(route: string): () => void;
}

/** Creates a problem as the API answers it. */
export function problem(status: number, code: string, more: object = {}): Response {
  const body = {
    type: 'urn:x',
    title: 'x',
    status,
    detail: `It is ${code}.`,
    code,
    requestId: 'request-1',
    ...more,
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  });
}

/**
 * Creates an API whose access tokens are valid for an hour. A refresh token is always within its grace period
 * after one replacement.
 */
export function createFakeApi(): FakeApi {
  const calls: Call[] = [];
  const planned = new Map<string, (Response | Error)[]>();
  const held = new Map<string, Promise<void>>();
  let issued = 0;
  const goodAccessTokens = new Set<string>();
  let refreshToken: string | undefined;
  let previousRefreshToken: string | undefined;

  function answerTokens(status: number, more: object = {}): Response {
    issued++;
    const accessToken = `access-${issued}`;
    goodAccessTokens.add(accessToken);
    refreshToken ??= `refresh-${issued}`;
    const tokens = {
      access_token: accessToken,
      refresh_token: refreshToken,
      token_type: 'Bearer',
      expires_in: 3600,
    };
    return Response.json({ ...tokens, id_token: accessToken, ...more }, { status });
  }

  function answerSignIn(more: object): Response {
    refreshToken = undefined;
    previousRefreshToken = undefined;
    return answerTokens(201, { device_token: 'device-1', ...more });
  }

  function answerRefresh(presented: string): Response {
    if (presented === refreshToken) {
      previousRefreshToken = refreshToken;
      refreshToken = undefined;
    } else if (presented !== previousRefreshToken || refreshToken === undefined) {
      return problem(401, 'INVALID_REFRESH_TOKEN');
    }
    return answerTokens(200);
  }

  function answer({ route, authorization, body }: Call): Response {
    if (route === 'POST /users') return answerSignIn({ user: { id: '1', username: 'ada' } });
    if (route === 'POST /sessions/create') return answerSignIn({});
    if (route === 'POST /sessions/refresh') return answerRefresh(JSON.parse(body).refresh_token);
    if (!goodAccessTokens.has(authorization?.replace('Bearer ', '') ?? ''))
      return problem(401, 'UNAUTHORIZED');
    if (!route.startsWith('DELETE /sessions')) return Response.json({ route, body });
    goodAccessTokens.clear();
    refreshToken = undefined;
    return new Response(null, { status: 204 });
  }

  return {
    calls,
    count: (route) => calls.filter((call) => call.route === route).length,
    expireAccessTokens: () => goodAccessTokens.clear(),
    hold: (route) => {
      let release = () => {};
      held.set(
        route,
        new Promise((resolve) => {
          release = resolve;
        }),
      );
      return release;
    },
    answerNext: (route, next) => planned.set(route, [...(planned.get(route) ?? []), next]),
    fetch: async (request) => {
      const { pathname, search } = new URL(request.url);
      const call = {
        route: `${request.method} ${pathname.replace(/^\/prod/, '')}${search}`,
        authorization: request.headers.get('authorization') ?? undefined,
        body: await request.text(),
        redirect: request.redirect,
      };
      calls.push(call);
      const next = planned.get(call.route)?.shift();
      const hold = held.get(call.route);
      held.delete(call.route);
      // As `fetch` does for an aborted request.
      await (hold && untilAborted(request.signal, hold));
      if (next instanceof Error) throw next;
      return next ?? answer(call);
    },
  };
}
