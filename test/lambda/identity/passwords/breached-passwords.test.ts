import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createBreachCheck } from '../../../../lambda/identity/passwords/breached-passwords';
import { closeServer, listen } from '../../../support/loopback';

const PASSWORD = 'correct horse battery';
const digestOf = (password: string) => createHash('sha1').update(password).digest('hex').toUpperCase();
const DIGEST = digestOf(PASSWORD);
const HIT = `${DIGEST.slice(5)}:3`;
const OTHERS = [`${'0'.repeat(35)}:12`, `${'F'.repeat(35)}:1`];

let answer: (request: IncomingMessage, response: ServerResponse) => void;
let asked: {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: object;
  readonly body: string;
}[];
const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  const { method, url, headers } = request;
  asked.push({ method, url, headers, body });
  answer(request, response);
});
let baseUrl: string;

beforeAll(async () => {
  baseUrl = await listen(server);
});
afterAll(() => closeServer(server));
beforeEach(() => {
  asked = [];
});

const isBreached = (password = PASSWORD, limitMs = 5000) => createBreachCheck({ baseUrl, limitMs })(password);
const answerLines = (...lines: string[]) => {
  answer = (_request, response) => response.end(lines.join('\r\n'));
};

test.each([
  ['first', [HIT, ...OTHERS]],
  ['last', [...OTHERS, HIT]],
  ['alone', [HIT]],
])('a password whose digest is %s in the response was in a breach', async (_where, lines) => {
  answerLines(...lines);
  expect(await isBreached()).toBe(true);
});

test('a digest is also found with plain line breaks, and before a last one', async () => {
  answer = (_request, response) => response.end(`${[...OTHERS, HIT].join('\n')}\n`);
  expect(await isBreached()).toBe(true);
});

test('a password is looked up in its normalised form', async () => {
  answerLines(`${digestOf('café au lait avec').slice(5)}:1`);
  expect(await isBreached('cafe\u0301 au lait avec')).toBe(true);
});

test.each([
  ['other digests', OTHERS],
  ['its digest as padding, with a count of 0', [...OTHERS, `${DIGEST.slice(5)}:0`]],
])('a password was in no breach when the response has %s', async (_what, lines) => {
  answerLines(...lines);
  expect(await isBreached()).toBe(false);
});

test('a count that ends with a zero is not padding', async () => {
  answerLines(`${DIGEST.slice(5)}:10`);
  expect(await isBreached()).toBe(true);
});

test('only 5 digits of the digest of the password are sent', async () => {
  answerLines(...OTHERS);
  await isBreached();
  expect(asked).toEqual([
    {
      method: 'GET',
      url: `/range/${DIGEST.slice(0, 5)}`,
      headers: {
        'add-padding': 'true',
        'user-agent': 'latchkey',
        host: baseUrl.slice('http://'.length),
        connection: expect.any(String),
      },
      body: '',
    },
  ]);
});

describe('the result is unknown', () => {
  test.each<[string, typeof answer]>([
    ['the service fails', (_request, response) => response.writeHead(500).end(HIT)],
    ['the service has moved', (_request, response) => response.writeHead(302, { location: '/' }).end(HIT)],
    ['the response is empty', (_request, response) => response.end()],
    ['the response is a page', (_request, response) => response.end(`<html>\r\n${HIT}\r\n</html>`)],
    ['the response is not HTTP', (request) => request.socket.end('what?\r\n\r\n')],
    ['the connection is cut', (request) => request.socket.destroy()],
    [
      'the connection is cut within the answer',
      (request, response) => {
        response.write(`${HIT}\r\n`, () => request.socket.destroy());
      },
    ],
    ['the response is endless', (_request, response) => response.end(`${HIT}\r\n`.repeat(30_000))],
  ])('when %s', async (_when, given) => {
    answer = given;
    expect(await isBreached()).toBeUndefined();
    expect(asked).toHaveLength(1);
  });

  test('when no service listens', async () => {
    expect(await createBreachCheck({ baseUrl: 'http://127.0.0.1:1' })(PASSWORD)).toBeUndefined();
  });

  test.each<[string, typeof answer]>([
    ['the service is silent', () => undefined],
    ['the response does not end', (_request, response) => response.write(`${HIT}\r\n`)],
  ])('when %s until the limit', async (_when, given) => {
    const asking = new Promise<void>((resolve) => {
      answer = (request, response) => {
        given(request, response);
        resolve();
      };
    });
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    try {
      const settled = jest.fn();
      const checked = createBreachCheck({ baseUrl })(PASSWORD).then(settled);
      await asking;
      await jest.advanceTimersByTimeAsync(499);
      expect(settled).not.toHaveBeenCalled();
      await jest.advanceTimersByTimeAsync(1);
      await checked;
      expect(settled).toHaveBeenCalledWith(undefined);
    } finally {
      jest.useRealTimers();
    }
  });
});
