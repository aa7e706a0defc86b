/** The pages of `auth` as a browser sees them, with a table, and without Argon2 and KMS. */
import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Environment } from '../../../../lambda/environment';
import { createFactorCipher } from '../../../../lambda/identity/factors/factor-cipher';
import { createDynamoFactorSecrets } from '../../../../lambda/identity/factors/factor-secrets';
import { parseEnvironment } from '../../../../lambda/parse-environment';
import type { AwsClient } from '../../../../lambda/shared/aws/aws-client';
import { createClientInfoReader } from '../../../../lambda/shared/http/client-info';
import { createDispatcher, type ProxyHandler } from '../../../../lambda/shared/http/dispatcher';
import { createTable } from '../../../../lambda/shared/table/table';
import { authVariables } from '../../../../lambda/variables/auth';
import { projectRoot } from '../../../support/synthesize';
import { relyingParty } from '../../../support/webauthn/passkey-ceremony';
import { createFakeHasher, PASSWORD } from '../../fakes/auth-dependencies';
import type { EmbeddedTable } from '../../fakes/embedded-table';
import { beginEnrolment, codeOf, STEP_MS } from '../../fakes/factor-scene';
import { PAGES_ORIGIN } from '../../fakes/page-requests';
import { proxyEvent } from '../../fakes/proxy-event';

/** The files on demand, as the bundle of a stage with all features has them. */
const FILES: Readonly<Record<string, string>> = {
  'check-new-password': 'identity/passwords/check-new-password',
  'email-address': 'auth/email/email-address',
  'parse-email-address': 'identity/accounts/identifiers/email-address',
  'passkey-sign-up': 'auth/passkeys/sign-up',
  'passkey-verification': 'identity/passkeys/verification/verify-assertion',
  passkeys: 'auth/passkeys/passkeys',
  'second-factor': 'auth/factors/second-factor',
};

/** The variables of a stage with all features, whose sign-ins need no second factor. */
const VARIABLES = {
  ...{ TABLE_NAME: '', ISSUER: 'https://api.example.com', AUDIENCE: 'latchkey', CLIENT_ID: 'first-party' },
  ...{ BASE_PATH: '', CORS_ORIGINS: '', TRUSTED_PROXY: '', SERVICE_NAME: 'Latchkey' },
  FEATURES: 'email,factors,passkeys,passkey-sign-up,pages',
  ...{ SIGNING_KEY: 'key-1', KEYED_HASH_KEY: 'key-2', MAIL_KEY: 'key-3', FACTOR_KEY: 'key-4' },
  ...{ ACCESS_TOKEN_SECONDS: '3600', SESSION_SECONDS: '2592000', SESSION_IDLE_SECONDS: '1209600' },
  ...{ REFRESH_GRACE_SECONDS: '10', REAUTHENTICATION_SECONDS: '600', MAX_SESSIONS_PER_USER: '5' },
  ...{ SESSIONS_NOT_BEFORE: '0', FREE_SIGN_IN_FAILURES: '5', MAX_SIGN_IN_FAILURES: '100' },
  ...{ FAILURE_DECAY_SECONDS: '259200', MAX_SIGN_IN_FAILURES_PER_SOURCE: '1000' },
  ...{ MAX_SIGN_UPS_PER_SOURCE: '1000', BREACHED_PASSWORD_CHECK: 'off' },
  ...{ PASSWORD_MIN_LENGTH: '15', PASSWORD_MAX_LENGTH: '256', ARGON2_MEMORY_KIB: '8' },
  ...{ ARGON2_ITERATIONS: '1', ARGON2_PARALLELISM: '1', FORMER_ARGON2: '', COGNITO_MIGRATION: '' },
  ...{ MAIL_QUEUE_URL: 'queue', NOTICES: '', SIGN_UP_EMAIL: 'optional', EMAIL_POLICY: '' },
  ...{ SECOND_FACTOR: 'optional', TRUSTED_DEVICES: 'on', PAGES_ORIGIN, PAGE_CLIENTS: '' },
  ...{ PASSKEY_RP_ID: relyingParty.id, PASSKEY_RP_NAME: 'Example' },
  PASSKEY_ORIGINS: relyingParty.origins.join(','),
};

/** A response to a browser. */
export interface Shown {
  readonly status: number;
  readonly location: string | undefined;
  /** Its Content Security Policy, ended by a semicolon. */
  readonly policy: string;
  /** The page without its style and its script. */
  readonly html: string;
  /** The values of `Set-Cookie` by the kind of the cookie, such as `session`. */
  readonly set: Readonly<Record<string, string>>;
}

/** A browser, with its cookies and the page that it shows. */
export interface Browser {
  readonly cookies: Map<string, string>;
  get(path: string): Promise<Shown>;
  /** Sends a form with the token of the last page that had one. @param headers replace those of a browser */
  post(
    path: string,
    form: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Shown>;
  /** Returns the token of the forms. */
  token(): string;
}

const COOKIE = /^__Host-latchkey-(\w+)=([^;]*)/;

function createBrowser(dispatch: ProxyHandler): Browser {
  const cookies = new Map<string, string>();
  let token = '';

  async function send(method: string, path: string, body: string | null, headers: Record<string, string>) {
    const [resource = '', query = ''] = path.split('?');
    const sent = new URLSearchParams(query);
    const queryValues = Object.fromEntries([...sent.keys()].map((name) => [name, sent.getAll(name)]));
    const cookie = [...cookies].map(([kind, value]) => `__Host-latchkey-${kind}=${value}`).join('; ');
    const event = proxyEvent({
      ...{ method, resource, body, query: Object.fromEntries(sent), queryValues },
      headers: { accept: 'text/html', 'user-agent': 'a test', ...(cookie && { cookie }), ...headers },
    });
    return receive(await dispatch(event));
  }

  function receive({ statusCode, headers = {}, multiValueHeaders, body }: APIGatewayProxyResult): Shown {
    const lines = (multiValueHeaders?.['Set-Cookie'] ?? []).map(String);
    const set = Object.fromEntries(lines.map((line) => [COOKIE.exec(line)?.[1] ?? '', line]));
    for (const line of lines) {
      const [, kind = '', value = ''] = COOKIE.exec(line) ?? [];
      if (value === '') cookies.delete(kind);
      else cookies.set(kind, value);
    }
    token = /name="csrf" value="([^"]+)"/.exec(body)?.[1] ?? token;
    const html = body.replace(/<(style|script)>.*?<\/\1>/gs, '');
    const policy = `${headers['Content-Security-Policy']};`;
    return { status: statusCode, location: headers.Location as string | undefined, policy, html, set };
  }

  return {
    cookies,
    token: () => token,
    get: (path) => send('GET', path, null, {}),
    post: (path, form, headers = {}) =>
      send('POST', path, String(new URLSearchParams({ csrf: token, ...form })), {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        ...headers,
      }),
  };
}

/** Binds a ciphertext to nothing, and makes MACs and signatures without a key. */
const kms: AwsClient = {
  call: async (operation, input) => {
    const { Plaintext, CiphertextBlob, Message } = input as Readonly<Record<string, string>>;
    if (operation === 'Encrypt') return { CiphertextBlob: Plaintext };
    if (operation === 'Decrypt') return { Plaintext: CiphertextBlob };
    if (operation === 'Sign') return { Signature: Buffer.alloc(256).toString('base64') };
    return { Mac: createHash('sha256').update(String(Message)).digest('base64') };
  },
};

/** Creates the pages. @param change replaces variables of the stage */
export function createPageScene(
  embedded: EmbeddedTable,
  change: Partial<Record<keyof typeof VARIABLES, string>> = {},
) {
  const { client, tableName } = embedded;
  const environment: Environment<'auth'> = parseEnvironment(authVariables, {
    ...VARIABLES,
    TABLE_NAME: tableName,
    ...change,
  });
  const clock = { millis: Date.now() };
  const mails: string[] = [];
  const sqs: AwsClient = {
    call: async (_operation, input) => {
      mails.push((input as { readonly MessageBody: string }).MessageBody);
      return {};
    },
  };
  const { createAuthCode, createAuthStores, createPageRoutes } = loadAuth();
  const stores = {
    ...createAuthStores({
      ...{ environment, kms, dynamo: client, log: () => {}, notify: () => {} },
      limitTokens: async (session) => session,
    }),
    passwords: createFakeHasher(),
    now: () => clock.millis,
  };
  const parts = { environment, dynamo: client, kms };
  const createCode: Parameters<typeof createPageRoutes>[0]['createCode'] = (own) =>
    createAuthCode(own, { ...parts, createClient: () => sqs, readClientInfo: createClientInfoReader() });
  const table = createTable(client, tableName);
  const code = createCode(stores);
  const pages = createPageRoutes({ environment, stores, table, createCode });
  const dispatch = createDispatcher('auth', code.operations, {
    bodies: code.bodies,
    corsOrigins: [],
    features: { ...code.features, pages: () => pages },
    log: () => {},
    now: stores.now,
  });
  const browser = () => createBrowser(dispatch);

  /** Calls a public route of the API. */
  async function callApi(route: string, body: object) {
    const [method = '', resource = ''] = route.split(' ');
    const headers = { 'content-type': 'application/json' };
    const answered = await dispatch(proxyEvent({ method, resource, headers, body: JSON.stringify(body) }));
    return { status: answered.statusCode, body: JSON.parse(answered.body || '{}') };
  }

  /** Signs a user up through the page. */
  async function signUp(username = `ada-${randomUUID().slice(0, 8)}`) {
    const own = browser();
    await own.get('/sign-up');
    const shown = await own.post('/sign-up', { action: 'password', username, password: PASSWORD });
    return { username, browser: own, shown };
  }

  /** Signs a user up who has an authenticator app. */
  async function signUpWithApp() {
    const user = await signUp();
    const [, sub = '', sid = ''] = (user.browser.cookies.get('session') ?? '').split('.');
    const caller = { sub, sid, username: user.username, scopes: [], authTime: clock.millis / 1000, amr: [] };
    const deps = { now: stores.now, accounts: stores.accounts };
    const secrets = {
      cipher: createFactorCipher(kms, 'key-4'),
      factorSecrets: createDynamoFactorSecrets(table),
    };
    const { id, secret } = await beginEnrolment({ ...deps, ...secrets }, caller);
    const codeNow = (steps = 0) => codeOf({ deps, secret }, steps);
    const confirm = 'POST /users/me/factors/totp/{id}/confirm';
    const request = { caller, body: { code: codeNow() }, pathParameter: () => id, requestId: 'request-1' };
    const { operations } = code.features.factors();
    const confirmed = await operations[confirm]({ ...request, header: () => undefined } as never);
    const { recovery_codes: recoveryCodes } = confirmed.body as {
      readonly recovery_codes: readonly string[];
    };
    clock.millis += STEP_MS;
    return { ...user, sub, recoveryCodes, codeNow };
  }

  return { browser, clock, code, dispatch, stores, table, kms, mails, callApi, signUp, signUpWithApp };
}

/** Loads the code, with the sources of the files on demand, and a look that needs no synthesized file. */
function loadAuth() {
  for (const [name, source] of Object.entries(FILES)) {
    const file = join(projectRoot, 'lambda/auth', `${name}.js`);
    jest.doMock(file, () => require(join(projectRoot, 'lambda', source)), { virtual: true });
  }
  jest.doMock('../../../../lambda/pages/serve/page-kit', () => ({
    ...jest.requireActual('../../../../lambda/pages/serve/page-kit'),
    readLook: () => ({ name: 'Latchkey' }),
  }));
  const { createAuthCode } =
    require('../../../../lambda/auth/wiring/create-auth-code') as typeof import('../../../../lambda/auth/wiring/create-auth-code');
  const { createAuthStores } =
    require('../../../../lambda/auth/wiring/create-auth-stores') as typeof import('../../../../lambda/auth/wiring/create-auth-stores');
  const { createPageRoutes } =
    require('../../../../lambda/auth/pages/pages') as typeof import('../../../../lambda/auth/pages/pages');
  return { createAuthCode, createAuthStores, createPageRoutes };
}
