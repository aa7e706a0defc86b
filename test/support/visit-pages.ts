/** Visits the hosted pages as a browser without scripts does, over HTTP. */
import { createHash } from 'node:crypto';
import type { Account } from './accounts';
import { type Answer, send } from './http-client';

/** The app of the stages dev and test. */
export const APP = { clientId: 'spa', redirectUri: 'http://localhost:5173/' } as const;

const VERIFIER = 'v'.repeat(43);

/** Whether the server under test has pages: they are at the root of their host. */
export const hasPages = !process.env.TEST_BASE_PATH;

/** The successes whose examples in openapi.json are those of a server with pages. */
export const ANSWERS_OF_PAGES: readonly string[] = [
  'POST /oauth2/token 200',
  'GET /.well-known/oauth-authorization-server 200',
  'GET /.well-known/openid-configuration 200',
];

/** Describes what only a server with pages does. */
export function describePages(title: string, body: () => void): void {
  (hasPages ? describe : describe.skip)(title, body);
}

/** A browser. */
export interface Visitor {
  /** The cookies by name. Tests may change them. */
  readonly cookies: Map<string, string>;
  get(path: string): Promise<Answer>;
  /** Sends a form, with the token of the last page that had one. @param headers replace those of a browser */
  post(
    path: string,
    form: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
  /** Returns the token of the forms. */
  token(): string;
}

/** Creates a browser without cookies. */
export function createVisitor(baseUrl: string): Visitor {
  const cookies = new Map<string, string>();
  let token = '';

  async function visit(method: string, path: string, body?: string, headers = {}): Promise<Answer> {
    const answer = await send(baseUrl, {
      ...{ method, path },
      ...(body !== undefined && { body }),
      headers: {
        accept: 'text/html',
        cookie: [...cookies].map((pair) => pair.join('=')).join('; '),
        ...headers,
      },
    });
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    token = /name="csrf" value="([\w-]+)"/.exec(answer.text)?.[1] ?? token;
    return answer;
  }

  return {
    cookies,
    token: () => token,
    get: (path) => visit('GET', path),
    post: (path, form, headers = {}) =>
      visit('POST', path, String(new URLSearchParams({ csrf: token, ...form })), {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        ...headers,
      }),
  };
}

/** Signs in by the password, on the page. */
export async function visitSignedIn(
  baseUrl: string,
  { username, password }: Pick<Account, 'username' | 'password'>,
): Promise<Visitor> {
  const visitor = createVisitor(baseUrl);
  await visitor.get('/sign-in');
  const { status } = await visitor.post('/sign-in', { action: 'password', username, password });
  if (status !== 303) throw new Error(`The sign-in has the status ${status}`);
  return visitor;
}

/** Asks for a code, as the app of the stage. Returns where the browser is led. */
export async function askForCode(
  visitor: Visitor,
  change: Readonly<Record<string, string>> = {},
): Promise<URLSearchParams> {
  const parameters = new URLSearchParams({
    response_type: 'code',
    client_id: APP.clientId,
    redirect_uri: APP.redirectUri,
    code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    code_challenge_method: 'S256',
    ...change,
  });
  const { headers } = await visitor.get(`/oauth2/authorize?${parameters}`);
  return new URL(headers.location ?? '', 'https://none.example').searchParams;
}

/** Returns the form that exchanges a code. @param change replaces parameters */
export function exchangeForm(code: string, change: Readonly<Record<string, string>> = {}): string {
  return String(
    new URLSearchParams({
      ...{ grant_type: 'authorization_code', code, code_verifier: VERIFIER },
      ...{ client_id: APP.clientId, redirect_uri: APP.redirectUri, ...change },
    }),
  );
}

/** Exchanges a code. @param change replaces parameters */
export function exchangeCode(
  baseUrl: string,
  code: string,
  change: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return send(baseUrl, {
    ...{ method: 'POST', path: '/oauth2/token', body: exchangeForm(code, change) },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
}

/** Signs a user in through the pages, as the app of the stage. Returns the response with the tokens. */
export async function signInAsApp(
  baseUrl: string,
  credentials: Pick<Account, 'username' | 'password'>,
): Promise<Answer> {
  const back = await askForCode(await visitSignedIn(baseUrl, credentials));
  return exchangeCode(baseUrl, back.get('code') ?? '');
}
