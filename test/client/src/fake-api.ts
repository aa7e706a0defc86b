/** An API without a network: sessions whose tokens are refreshed, refused and ended as the real one does. */

/** A request that it was sent. */
export interface Call {
  readonly route: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** The fake. */
export interface FakeApi {
  /** In place of the platform's `fetch`. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Every request so far, the oldest first. */
  readonly calls: readonly Call[];
  /** How often a route was called. */
  count(route: string): number;
  /** From now on no access token that it has given is good. */
  expireAccessTokens(): void;
  /** Answers the next request to a route otherwise: an Error is thrown, as `fetch` does without an answer. */
  answerNext(route: string, answer: Response | Error): void;
}

/** A problem as the API answers it. */
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

/** Makes an API whose access tokens last an hour. */
export function createFakeApi(): FakeApi {
  const calls: Call[] = [];
  const planned = new Map<string, (Response | Error)[]>();
  let issued = 0;
  let accessToken: string | undefined;
  let refreshToken: string | undefined;

  function answerTokens(status: number, more: object = {}): Response {
    issued++;
    accessToken = `access-${issued}`;
    refreshToken = `refresh-${issued}`;
    const tokens = {
      access_token: accessToken,
      refresh_token: refreshToken,
      token_type: 'Bearer',
      expires_in: 3600,
    };
    return Response.json({ ...tokens, id_token: accessToken, ...more }, { status });
  }

  function answer({ route, authorization, body }: Call): Response {
    const device = { device_token: 'device-1' };
    if (route === 'POST /users') return answerTokens(201, { ...device, user: { id: '1', username: 'ada' } });
    if (route === 'POST /sessions/create') return answerTokens(201, device);
    if (route === 'POST /sessions/refresh') {
      const presented = JSON.parse(body).refresh_token;
      return presented === refreshToken ? answerTokens(200) : problem(401, 'INVALID_REFRESH_TOKEN');
    }
    if (accessToken === undefined || authorization !== `Bearer ${accessToken}`)
      return problem(401, 'UNAUTHORIZED');
    if (!route.startsWith('DELETE /sessions')) return Response.json({ route, body });
    accessToken = undefined;
    refreshToken = undefined;
    return new Response(null, { status: 204 });
  }

  return {
    calls,
    count: (route) => calls.filter((call) => call.route === route).length,
    expireAccessTokens: () => {
      accessToken = 'nobody has this one';
    },
    answerNext: (route, next) => planned.set(route, [...(planned.get(route) ?? []), next]),
    fetch: async (request) => {
      const { pathname, search } = new URL(request.url);
      const call = {
        route: `${request.method} ${pathname.replace(/^\/prod/, '')}${search}`,
        authorization: request.headers.get('authorization') ?? undefined,
        body: await request.text(),
      };
      calls.push(call);
      const next = planned.get(call.route)?.shift();
      if (next instanceof Error) throw next;
      return next ?? answer(call);
    },
  };
}
