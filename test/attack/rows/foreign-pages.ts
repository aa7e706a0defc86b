/**
 * Pages of other origins that turn the clock of a developer's run, or read its mails or codes. The browser reaches the
 * run, because it is on the same machine.
 */
import { type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import type { Attack } from '../attack';
import type { Target } from '../target';
import { variants } from '../variants';

const CLOCK = '/_local/clock';
const MAILS = '/_local/mail';
const CODES = '/_local/authenticator';

type Headers = (own: URL) => OutgoingHttpHeaders;

const PAGES: Readonly<Record<string, Headers>> = {
  'of another site': () => ({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }),
  'of another site, in a browser that sends no Sec-Fetch-Site': () => ({ origin: 'https://evil.example' }),
  'of another site, whose origin is not sent': () => ({ 'sec-fetch-site': 'cross-site' }),
  'of another port of this machine': () => ({
    origin: 'http://localhost:5173',
    'sec-fetch-site': 'same-site',
  }),
  'of another port, in a browser that sends no Sec-Fetch-Site': () => ({ origin: 'http://localhost:5173' }),
  'of another port, whose origin is not sent': () => ({ 'sec-fetch-site': 'same-site' }),
  'of another name of this machine': ({ port }) => ({ origin: `http://127.0.0.1:${port}` }),
  'in a sandbox, or of a file': () => ({ origin: 'null' }),
};

/**
 * With DNS rebinding, a page has the same origin as the run for its browser. The browser still sends the
 * page's name as `Host`.
 */
const HOSTS: Readonly<Record<string, (port: string) => string>> = {
  'that points its own name here': (port) => `evil.example:${port}`,
  'that points a similar name here': (port) => `localhost.evil.example:${port}`,
};

const requirement: Attack['requirement'] = ['RFC 6454 section 7'];

/** What a page of another origin must neither read nor remove. */
interface Secrets {
  readonly path: string;
  /** What it holds, as in `the mails of a run`. */
  readonly what: string;
  readonly methods: readonly ('GET' | 'DELETE')[];
  /** Whether the row of scripts and images is in the level `all` only. @default false */
  readonly isImageOnlyInAll?: boolean;
}

/** Returns the attacks of foreign pages, foreign names, and scripts and images of foreign pages. */
function attacksOn({ path, what, methods, isImageOnlyInAll = false }: Secrets): readonly Attack[] {
  const deed = methods.includes('DELETE') ? 'read, or removed,' : 'read';
  return [
    ...variants(
      Object.entries(PAGES).map(
        ([page, write]): Attack => ({
          requirement,
          attack: `${what} are ${deed} by a page ${page}`,
          async play(target) {
            const headers = write(new URL(target.origin));
            for (const method of methods) {
              expect((await ask(target, method, headers, path)).statusCode).toBe(403);
            }
          },
        }),
      ),
    ),
    ...variants(
      Object.entries(HOSTS).map(
        ([page, write]): Attack => ({
          requirement: ['RFC 9110 section 7.4'],
          attack: `${what} are read by a page ${page}`,
          async play(target) {
            const host = write(new URL(target.origin).port);
            const headers = { host, 'sec-fetch-site': 'same-origin' };
            expect((await ask(target, 'GET', headers, path)).statusCode).toBe(421);
          },
        }),
      ),
    ),
    {
      requirement,
      attack: `${what} are read as a script or an image of another site, which sends no Origin`,
      ...(isImageOnlyInAll && { onlyInAll: true }),
      async play(target) {
        for (const destination of ['script', 'image']) {
          const headers = {
            'sec-fetch-site': 'cross-site',
            'sec-fetch-dest': destination,
            'sec-fetch-mode': 'no-cors',
          };
          expect((await ask(target, 'GET', headers, path)).statusCode).toBe(403);
        }
      },
    },
  ];
}

export const foreignPageAttacks: readonly Attack[] = [
  ...variants(
    Object.entries(PAGES).map(
      ([page, write]): Attack => ({
        requirement,
        attack: `the clock is turned by a page ${page}`,
        play: (target) => expectRefused(target, 403, write(new URL(target.origin))),
      }),
    ),
  ),
  ...variants(
    Object.entries(HOSTS).map(
      ([page, write]): Attack => ({
        requirement: ['RFC 9110 section 7.4'],
        attack: `the clock is turned by a page ${page}`,
        play: (target) => {
          const host = write(new URL(target.origin).port);
          return expectRefused(target, 421, {
            host,
            origin: `http://${host}`,
            'sec-fetch-site': 'same-origin',
          });
        },
      }),
    ),
  ),
  ...attacksOn({ path: MAILS, what: 'the mails of a run', methods: ['GET', 'DELETE'] }),
  ...attacksOn({ path: CODES, what: 'the codes of a run', methods: ['GET'], isImageOnlyInAll: true }),
  {
    requirement,
    attack: 'the codes of a run are read by this page and by a program: both are allowed, and nothing else',
    async play(target) {
      const answers = [
        await ask(target, 'GET', { 'sec-fetch-site': 'same-origin' }, CODES),
        await ask(target, 'GET', {}, CODES),
        await ask(target, 'POST', {}, CODES),
      ];
      expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 405]);
      for (const { headers } of answers) expect(headers).not.toHaveProperty('access-control-allow-origin');
    },
  },
  {
    requirement,
    attack: 'a bounce is simulated by a form of another site',
    async play(target) {
      const headers = { origin: 'https://evil.example', 'content-type': 'text/plain' };
      expect((await ask(target, 'POST', headers, `${MAILS}/id/bounce`)).statusCode).toBe(403);
    },
  },
  {
    requirement,
    attack: 'the mails of a run are read by this page and by a program: both are allowed',
    async play(target) {
      const answers = [
        await ask(target, 'GET', { 'sec-fetch-site': 'same-origin' }, MAILS),
        await ask(target, 'GET', {}, MAILS),
      ];
      expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    },
  },
  {
    requirement,
    attack: 'the clock is turned by a form of another site',
    play: (target) =>
      expectRefused(target, 403, { origin: 'https://evil.example', 'content-type': 'text/plain' }),
  },
  {
    requirement,
    attack: 'a page of another site sends a preflight for a turn of the clock',
    async play(target) {
      const { statusCode, headers } = await ask(target, 'OPTIONS', {
        origin: 'https://evil.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      });
      expect(statusCode).toBe(403);
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    },
  },
  {
    requirement,
    attack: 'the clock is turned by this page and by a program: both are allowed',
    async play(target) {
      const { origin } = target;
      const answers = [
        await ask(target, 'POST', { origin, 'sec-fetch-site': 'same-origin' }),
        await ask(target, 'POST', {}),
      ];
      expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    },
  },
];

async function expectRefused(target: Target, status: number, headers: OutgoingHttpHeaders): Promise<void> {
  const before = await readAhead(target);
  expect((await ask(target, 'POST', headers)).statusCode).toBe(status);
  expect(await readAhead(target)).toBe(before);
}

async function readAhead({ origin }: Target): Promise<unknown> {
  return ((await (await fetch(origin + CLOCK)).json()) as { ahead: unknown }).ahead;
}

/**
 * Sends a request that the document of the API does not contain, because the local run's own routes are not
 * deployed.
 */
function ask(
  { origin }: Target,
  method: string,
  headers: OutgoingHttpHeaders,
  path = CLOCK,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request(
      origin + path,
      { method, agent: false, headers: { 'content-type': 'application/json', ...headers } },
      (response) => response.resume().on('end', () => resolve(response)),
    );
    sent.on('error', reject).end(method === 'POST' ? '{"advance":"PT1S"}' : undefined);
  });
}
