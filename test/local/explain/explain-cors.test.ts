import { explainCors } from '../../../local/explain/explain-cors';
import type { HeaderPair } from '../../../local/gateway/http/messages';

const ORIGIN = 'http://localhost:8080';
const trace = { requestId: 'r', method: 'GET', path: '/', status: 200, milliseconds: 1 };

interface Exchange {
  readonly method?: string;
  readonly asked?: readonly HeaderPair[];
  readonly status?: number;
  readonly answered?: readonly HeaderPair[];
  readonly reason?: string;
  readonly originsSetting?: string;
}

function explain({ method = 'GET', asked = [['Origin', ORIGIN]], ...rest }: Exchange): string | undefined {
  const { status = 200, answered = [], reason, originsSetting } = rest;
  return explainCors(
    { method, headers: [['Host', 'localhost:3000'], ...asked] },
    { status, headers: answered, trace: { ...trace, ...(reason !== undefined && { reason }) } },
    { originsSetting },
  );
}

const preflight = (verb: string, headers = 'content-type', origin = ORIGIN): Exchange => ({
  method: 'OPTIONS',
  status: 204,
  asked: [
    ['Origin', origin],
    ['Access-Control-Request-Method', verb],
    ['Access-Control-Request-Headers', headers],
  ],
});

const allow = (origin: string, methods = 'GET,PUT', headers = 'Content-Type'): readonly HeaderPair[] => [
  ['Access-Control-Allow-Origin', origin],
  ['Access-Control-Allow-Methods', methods],
  ['Access-Control-Allow-Headers', headers],
];

const cannotSend = `CORS: a page of ${ORIGIN} may not send this request: `;

test.each<[string, Exchange, string | undefined]>([
  ['a request without an origin', { asked: [] }, undefined],
  ['a page of the API itself', { asked: [['Origin', 'http://localhost:3000']] }, undefined],
  ['an allowed origin', { answered: allow(ORIGIN) }, undefined],
  ['any origin', { answered: allow('*') }, undefined],
  [
    'another origin',
    { answered: allow('http://localhost:5173') },
    `CORS: a page of ${ORIGIN} may not read this response: the response lacks "Access-Control-Allow-Origin: ${ORIGIN}"`,
  ],
  [
    'another origin, where the setting is known',
    { answered: allow('http://localhost:5173'), originsSetting: 'origins in a.ts' },
    `CORS: a page of ${ORIGIN} may not call this API: add the origin to origins in a.ts`,
  ],
  [
    'a refusal of the gateway, which says nothing of the origin',
    { reason: 'UNAUTHORIZED: missing token', originsSetting: 'origins in a.ts' },
    `CORS: a page of ${ORIGIN} may not read this response: the response lacks "Access-Control-Allow-Origin: ${ORIGIN}"`,
  ],
  [
    'a preflight of another origin',
    { ...preflight('PUT'), answered: allow('http://localhost:5173') },
    `${cannotSend}the response lacks "Access-Control-Allow-Origin: ${ORIGIN}"`,
  ],
  [
    'a preflight without a route, where the setting is known',
    { ...preflight('PUT'), status: 403, reason: 'unknown route', originsSetting: 'origins in a.ts' },
    `CORS: a page of ${ORIGIN} may not call this API: add the origin to origins in a.ts`,
  ],
  [
    'a preflight that fails',
    { ...preflight('PUT'), status: 403, answered: allow('*') },
    `${cannotSend}the response to the preflight is 403`,
  ],
  ['a preflight that passes', { ...preflight('PUT'), answered: allow(ORIGIN) }, undefined],
  ['a preflight of a simple method', { ...preflight('POST'), answered: allow(ORIGIN) }, undefined],
  [
    'a method that is not allowed',
    { ...preflight('DELETE'), answered: allow(ORIGIN) },
    `${cannotSend}the response lacks "Access-Control-Allow-Methods: DELETE"`,
  ],
  [
    'a header that is not allowed',
    { ...preflight('PUT', 'content-type, x-own'), answered: allow(ORIGIN) },
    `${cannotSend}the response lacks "Access-Control-Allow-Headers: x-own"`,
  ],
  ['any header', { ...preflight('PUT', 'x-own'), answered: allow(ORIGIN, '*', '*') }, undefined],
  [
    'Authorization, for which a wildcard does not stand',
    { ...preflight('PUT', 'authorization'), answered: allow(ORIGIN, '*', '*') },
    `${cannotSend}the response lacks "Access-Control-Allow-Headers: authorization"`,
  ],
])('%s', (_, exchange, expected) => {
  expect(explain(exchange)).toBe(expected);
});

test.each([
  's3cret',
  'http://',
  `http://${'a'.repeat(500)}`,
  'http://a b',
  'http://a/b',
  'javascript:alert(1)',
])('does not repeat an Origin that no browser sends: %s', (origin) => {
  expect(explain({ asked: [['Origin', origin]], originsSetting: 'origins in a.ts' })).toBeUndefined();
});

test('does not repeat an invalid name of a method or a header', () => {
  const answered = allow(ORIGIN);
  expect(explain({ ...preflight('a b'), answered })).toContain('"Access-Control-Allow-Methods: …"');
  expect(explain({ ...preflight('PUT', 'a=b'), answered })).toContain('"Access-Control-Allow-Headers: …"');
});

test('advises to serve a page from a file over HTTP', () => {
  const asked = [['Origin', 'null']] as const;
  expect(explain({ asked })).toBe(
    'CORS: a page with the origin null, such as a file, may not call this API: serve the page over HTTP',
  );
  expect(explain({ asked, answered: allow('*') })).toBeUndefined();
});
