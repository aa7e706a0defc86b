import { createPageCookies } from '../../../lambda/pages/cookies';
import { createFormToken } from '../../../lambda/pages/csrf';
import { FLOW_SECONDS, formatFlow } from '../../../lambda/pages/flow';
import { createPageGate, type PageGateDependencies } from '../../../lambda/pages/gate';
import { DependencyUnavailableError } from '../../../lambda/shared/errors';
import { PAGES_ORIGIN, type PageRequestOptions, pageRequest } from '../fakes/page-requests';

const NOW = 1_767_323_045_000;
const cookies = createPageCookies(PAGES_ORIGIN);
const session = {
  sub: 'sub-1',
  sid: 'sid-1',
  username: 'Ada',
  scopes: [],
  createdAt: 100,
  authTime: 100,
  amr: ['pwd'],
  lastUsedAt: 100,
  expiresAt: 3_700,
  securityVersion: 1,
  pageHash: 'digest',
};
const { sub, sid, username, scopes, authTime, amr } = session;
const flow = { id: 'i'.repeat(43) };
const flowCookie = `__Host-latchkey-flow=${formatFlow(flow, NOW)}`;
const SIGNED_IN = '__Host-latchkey-session=p1.a';
const token = (binding = `flow:${flow.id}`) => createFormToken(binding);

function setUp(change: Partial<PageGateDependencies> = {}) {
  const findSession = jest.fn(async (cookie: string) => (cookie === 'p1.a' ? session : undefined));
  const gate = createPageGate({
    origin: PAGES_ORIGIN,
    findSession,
    writeProblem: () => ({ status: 200 }),
    now: () => NOW,
    ...change,
  });
  /** Returns the visit, the response that the gate gives instead, or the code of its error. */
  const admit = async (
    route: string,
    { cookie, ...options }: PageRequestOptions & { cookie?: string } = {},
  ) => {
    const request = pageRequest(route, { ...options, headers: { cookie, ...options.headers } });
    try {
      return await gate.admit(request);
    } catch (error) {
      return (error as { code?: string }).code ?? error;
    }
  };
  return { findSession, admit };
}

describe('a page that is opened', () => {
  test('by a new browser begins a flow', async () => {
    const { admit } = setUp();
    expect(await admit('GET /sign-in')).toEqual({
      visit: {
        flow: { id: expect.stringMatching(/^[\w-]{43}$/) },
        form: {},
        device: {},
        language: 'en',
        createFormToken: expect.any(Function),
        cookies: [expect.stringMatching(/^__Host-latchkey-flow=f1\.1767323045\.[\w-]{43}; Max-Age=600; /)],
      },
    });
  });

  test('again keeps the flow, which lasts longer', async () => {
    const { admit } = setUp({ now: () => NOW + 500_000 });
    expect(await admit('GET /sign-in', { cookie: flowCookie })).toMatchObject({
      visit: { flow, cookies: [cookies.setFlow(flow, NOW + 500_000)] },
    });
  });

  test('does not extend a flow with a challenge', async () => {
    const { admit } = setUp();
    const waiting = { ...flow, challenge: 'c1.secret' };
    const cookie = `__Host-latchkey-flow=${formatFlow(waiting, NOW)}`;
    expect(await admit('GET /second-factor', { cookie })).toMatchObject({
      visit: { flow: waiting, cookies: [] },
    });
  });

  test('by a user who is signed in names the caller, and sets no cookie', async () => {
    const { admit } = setUp();
    expect(await admit('GET /account', { cookie: SIGNED_IN })).toMatchObject({
      visit: { caller: { sub, sid, username, scopes, authTime, amr }, secret: 'p1.a', cookies: [] },
    });
  });

  test('extends the session, and no other', async () => {
    const extendSession = jest.fn(async () => undefined);
    const { admit } = setUp({ extendSession });
    await admit('GET /sign-in', { cookie: '__Host-latchkey-session=p1.b' });
    expect(extendSession).not.toHaveBeenCalled();
    await admit('GET /sign-in', { cookie: SIGNED_IN });
    expect(extendSession).toHaveBeenCalledWith(session);
  });

  test('knows the device and the language', async () => {
    const { admit } = setUp();
    const cookie = '__Host-latchkey-device=d1.a|t1.b; __Host-latchkey-lang=de';
    expect(await admit('GET /sign-in', { cookie })).toMatchObject({
      visit: { device: { known: 'd1.a', trusted: 't1.b' }, language: 'de' },
    });
    expect(await admit('GET /sign-in', { cookie, query: { lang: 'en' } })).toMatchObject({
      visit: { language: 'en' },
    });
  });
});

describe('a browser that is not signed in', () => {
  test.each([
    ['GET /account', {}, '/sign-in'],
    ['POST /account', {}, '/sign-in'],
    ['GET /account/factors', {}, '/sign-in?return_to=%2Faccount%2Ffactors'],
    ['POST /account/factors', {}, '/sign-in?return_to=%2Faccount%2Ffactors'],
    ['GET /confirm', { return_to: '/account/factors' }, '/sign-in?return_to=%2Faccount%2Ffactors'],
    ['GET /confirm', { return_to: '//evil.example' }, '/sign-in'],
    ['POST /confirm', {}, '/sign-in'],
  ])('is sent from %s %j to %s', async (route, query, location) => {
    const { admit } = setUp();
    expect(await admit(route, { query })).toMatchObject({
      answer: { status: 303, headers: { Location: location } },
    });
  });

  test.each([
    'GET /sign-in',
    'GET /sign-up',
    'GET /forgot-password',
    'GET /signed-out',
    'GET /oauth2/authorize',
  ])('may open %s', async (route) => {
    expect(await setUp().admit(route)).toHaveProperty('visit');
  });

  test.each([
    ['whose session has ended', '__Host-latchkey-session=p1.b'],
    ['with two cookies of the name', `${SIGNED_IN}; ${SIGNED_IN}`],
    ['with a session inside another cookie', `a=b,${SIGNED_IN}`],
    ['with the cookie of another port', '__Host-latchkey-session-3000=p1.a'],
    ['with a malformed cookie', '__Host-latchkey-session="p1.a"'],
  ])('is one %s', async (_what, cookie) => {
    const { admit } = setUp();
    expect(await admit('GET /account', { cookie })).toMatchObject({ answer: { status: 303 } });
    const opened = await admit('GET /sign-in', { cookie });
    expect(opened).toMatchObject({ visit: { flow: {} } });
    expect(opened).not.toHaveProperty('visit.caller');
  });

  test('is one with a bearer token only', async () => {
    const { admit, findSession } = setUp();
    const headers = { authorization: 'Bearer p1.a' };
    expect(await admit('GET /account', { headers })).toMatchObject({ answer: { status: 303 } });
    expect(findSession).not.toHaveBeenCalled();
  });
});

describe('a form', () => {
  test('of a page for this flow is admitted, without its token', async () => {
    const { admit } = setUp();
    const form = { csrf: token(), action: 'password', username: 'Ada' };
    expect(await admit('POST /sign-in', { cookie: flowCookie, form })).toMatchObject({
      visit: { flow, form: { action: 'password', username: 'Ada' } },
    });
  });

  test('of a page for this session is admitted, and the tokens of its answer are, too', async () => {
    const { admit } = setUp();
    const first = await admit('POST /account', { cookie: SIGNED_IN, form: { csrf: token('session:p1.a') } });
    const { createFormToken: create } = (first as { visit: { createFormToken(): string } }).visit;
    expect(await admit('POST /account', { cookie: SIGNED_IN, form: { csrf: create() } })).toHaveProperty(
      'visit',
    );
  });

  test.each<[string, string | undefined, string | undefined]>([
    ['without a token', flowCookie, undefined],
    ['with an empty token', flowCookie, ''],
    ['with the token of another flow', flowCookie, token(`flow:${'j'.repeat(43)}`)],
    ['with the token of a session', flowCookie, token('session:p1.a')],
    ['without a flow', undefined, token()],
    ['with two flows', `${flowCookie}; ${flowCookie}`, token()],
    ['of another session', SIGNED_IN, token('session:p1.b')],
    ['of the flow before the sign-in', `${SIGNED_IN}; ${flowCookie}`, token()],
    ['of a session that has ended', '__Host-latchkey-session=p1.b', token('session:p1.b')],
  ])('%s has expired', async (_what, cookie, csrf) => {
    const { admit } = setUp();
    const options = { form: { ...(csrf !== undefined && { csrf }) }, ...(cookie && { cookie }) };
    expect(await admit('POST /sign-in', options)).toBe('FORM_EXPIRED');
  });

  test('of a flow that has expired has, too', async () => {
    const { admit } = setUp({ now: () => NOW + FLOW_SECONDS * 1_000 });
    expect(await admit('POST /sign-in', { cookie: flowCookie, form: { csrf: token() } })).toBe(
      'FORM_EXPIRED',
    );
  });

  test.each<[string, PageRequestOptions, string]>([
    ['from another site', { headers: { 'sec-fetch-site': 'cross-site' } }, 'FOREIGN_FORM'],
    ['from another host of the site', { headers: { 'sec-fetch-site': 'same-site' } }, 'FOREIGN_FORM'],
    ['from no page', { headers: { 'sec-fetch-site': 'none' } }, 'FOREIGN_FORM'],
    [
      'of an old browser from elsewhere',
      { headers: { 'sec-fetch-site': undefined, origin: 'null' } },
      'FOREIGN_FORM',
    ],
    ['without an origin', { headers: { 'sec-fetch-site': undefined, origin: undefined } }, 'FOREIGN_FORM'],
    ['as JSON', { headers: { 'content-type': 'application/json' }, form: '{}' }, 'UNSUPPORTED_MEDIA_TYPE'],
    ['as plain text', { headers: { 'content-type': 'text/plain' } }, 'UNSUPPORTED_MEDIA_TYPE'],
    ['without a type', { headers: { 'content-type': undefined } }, 'UNSUPPORTED_MEDIA_TYPE'],
    ['of 17 KB', { form: `a=${'x'.repeat(17_408)}` }, 'PAYLOAD_TOO_LARGE'],
    ['with a field twice', { form: `csrf=${token()}&csrf=${token()}` }, 'INVALID_REQUEST_BODY'],
  ])('%s is refused before a session is read', async (_what, options, code) => {
    const { admit, findSession } = setUp();
    const cookie = `${flowCookie}; ${SIGNED_IN}`;
    expect(await admit('POST /sign-in', { form: { csrf: token() }, ...options, cookie })).toBe(code);
    expect(await admit('POST /account', { form: { csrf: token('session:p1.a') }, ...options, cookie })).toBe(
      code,
    );
    expect(findSession).not.toHaveBeenCalled();
  });

  test('of an old browser from a page of ours is admitted', async () => {
    const { admit } = setUp();
    const options = { headers: { 'sec-fetch-site': undefined }, cookie: flowCookie, form: { csrf: token() } };
    expect(await admit('POST /sign-in', options)).toHaveProperty('visit');
  });
});

test('a session that cannot be read is an error, and not a browser that is signed out', async () => {
  const findSession = async () => {
    throw new DependencyUnavailableError('DynamoDB');
  };
  const { admit } = setUp({ findSession });
  expect(await admit('GET /account', { cookie: SIGNED_IN })).toBe('DEPENDENCY_UNAVAILABLE');
});
