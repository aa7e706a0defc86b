import { createPageCookies } from '../../../lambda/pages/cookies';
import { createPageGate, type ShownProblem } from '../../../lambda/pages/gate';
import { createPageWriter } from '../../../lambda/pages/page-answer';
import {
  InsufficientAuthenticationError,
  TooManyAttemptsError,
  UnauthorizedError,
} from '../../../lambda/shared/errors';
import { toProblem } from '../../../lambda/shared/http/problems';
import { PAGES_ORIGIN, type PageRequestOptions, pageRequest } from '../fakes/page-requests';

const cookies = createPageCookies(PAGES_ORIGIN);

function setUp() {
  const shown: ShownProblem[] = [];
  const write = createPageWriter({ style: '', script: '' });
  const gate = createPageGate({
    origin: PAGES_ORIGIN,
    findSession: async () => undefined,
    writeProblem: (problem, { language, path, isSignedIn }) => {
      shown.push(problem);
      return write(200, [problem.code, language, path, isSignedIn].join(' '));
    },
    now: () => 1_767_323_045_000,
  });
  return { gate, shown };
}

describe('a problem', () => {
  const show = (error: unknown, route: string, options: PageRequestOptions = {}) => {
    const { gate, shown } = setUp();
    const answer = gate.showProblem(toProblem(error, 'request-1'), pageRequest(route, options));
    return { answer, shown };
  };

  test('is shown by its code, in the language of the browser, with its status', () => {
    const headers = { 'accept-language': 'de' };
    const { answer, shown } = show(new TooManyAttemptsError(30), 'POST /sign-in', { headers });
    expect(answer).toMatchObject({
      status: 429,
      text: 'TOO_MANY_ATTEMPTS de /sign-in false',
      headers: { 'Retry-After': '30', 'Content-Type': 'text/html; charset=utf-8' },
    });
    expect(shown).toEqual([
      { status: 429, code: 'TOO_MANY_ATTEMPTS', requestId: 'request-1', retryAfter: 30 },
    ]);
  });

  test('that is unexpected reveals nothing of the error', () => {
    const { answer } = show(new Error('a secret'), 'GET /sign-in');
    expect(answer).toMatchObject({ status: 500, text: 'INTERNAL en /sign-in false' });
  });

  test.each([
    ['POST /account', '/confirm'],
    ['POST /account/factors', '/confirm?return_to=%2Faccount%2Ffactors'],
  ])('of an old authentication at %s leads to %s', (route, location) => {
    const { answer } = show(new InsufficientAuthenticationError({ max_age: 300 }), route);
    expect(answer).toMatchObject({ status: 303, headers: { Location: location } });
    expect(answer).not.toHaveProperty('cookies');
  });

  test('of a session without an account ends it in the browser, so that nothing leads in a circle', () => {
    const { answer } = show(new UnauthorizedError('gone'), 'GET /account');
    expect(answer).toMatchObject({
      status: 303,
      headers: { Location: '/sign-in' },
      cookies: [cookies.clearSession()],
    });
  });

  test('of the page that would be the way out is shown there', () => {
    const { answer } = show(new InsufficientAuthenticationError({ max_age: 300 }), 'POST /confirm');
    expect(answer).toMatchObject({ status: 401 });
  });
});

describe('a finished answer', () => {
  const finish = (options: PageRequestOptions) => {
    const { gate } = setUp();
    return gate.finish({ status: 200, text: '<p>' }, pageRequest('GET /sign-in', options));
  };

  test('has the language of the page', () => {
    expect(finish({ headers: { 'accept-language': 'de' } }).headers).toMatchObject({
      'Content-Language': 'de',
    });
  });

  test('keeps the language of the switch, if it is one of ours', () => {
    expect(finish({ query: { lang: 'de' } }).cookies).toEqual([cookies.setLanguage('de')]);
    for (const lang of ['fr', '', 'de;Domain=evil.example', 'de\r\nSet-Cookie: a=b']) {
      expect(finish({ query: { lang } })).not.toHaveProperty('cookies');
    }
  });
});
