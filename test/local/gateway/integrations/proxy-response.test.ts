/** Responses to clients for the results of a proxy function. */
import { GatewayFault } from '../../../../local/gateway/http/gateway-fault';
import { readProxyResponse } from '../../../../local/gateway/integrations/proxy-response';

const read = (value: unknown) => readProxyResponse(JSON.stringify(value), false);

test.each<[unknown, number, [string, string][], string]>([
  [{ statusCode: 200 }, 200, [['Content-Type', 'application/json']], ''],
  [{ headers: { 'content-type': 'text/html' } }, 200, [['content-type', 'text/html']], ''],
  [{ statusCode: '201', body: 'x' }, 201, [['Content-Type', 'application/json']], 'x'],
  [{}, 200, [['Content-Type', 'application/json']], ''],
  [{ body: null, headers: null }, 200, [['Content-Type', 'application/json']], ''],
  [
    { headers: { 'Content-Type': 'a/b', X: 1, Y: null, Z: true } },
    200,
    [
      ['Content-Type', 'a/b'],
      ['X', '1'],
      ['Z', 'true'],
    ],
    '',
  ],
  [
    { headers: { 'Content-Type': 'a/b', x: '3', X: '1' }, multiValueHeaders: { X: ['1', '2'] } },
    200,
    [
      ['X', '1'],
      ['X', '2'],
      ['Content-Type', 'a/b'],
      ['x', '3'],
    ],
    '',
  ],
  [
    {
      headers: {
        'Content-Type': 'a/b',
        Server: 's',
        'WWW-Authenticate': 'w',
        'Content-Length': '9',
        'Transfer-Encoding': 'chunked',
      },
    },
    200,
    [
      ['Content-Type', 'a/b'],
      ['x-amzn-Remapped-Server', 's'],
      ['x-amzn-Remapped-WWW-Authenticate', 'w'],
      ['x-amzn-Remapped-Content-Length', '9'],
    ],
    '',
  ],
  [{ body: 'YQ==', isBase64Encoded: true }, 200, [['Content-Type', 'application/json']], 'YQ=='],
])('%j is sent', (value, status, headers, body) => {
  const reply = read(value);
  expect([reply.status, reply.headers, reply.body.toString()]).toEqual([status, headers, body]);
});

test.each<[unknown]>([
  ['hello'],
  [null],
  [[]],
  [7],
  [{ statusCode: 'test' }],
  [{ statusCode: 20 }],
  [{ statusCode: 200, extra: 1 }],
  [{ multiValueHeaders: { A: 'b' } }],
  [{ headers: [] }],
  [{ headers: { A: {} } }],
  [{ headers: { 'A B': 'c' } }],
  [{ headers: { A: 'b\r\nSet-Cookie: x' } }],
  [{ body: { a: 1 } }],
])('%j is malformed', (value) => {
  expect(() => read(value)).toThrow(GatewayFault);
});

test('a result that is not JSON is malformed', () => {
  expect(() => readProxyResponse('undefined', false)).toThrow(GatewayFault);
});
