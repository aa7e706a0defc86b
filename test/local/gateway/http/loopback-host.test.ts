import { namesLoopback } from '../../../../local/gateway/http/loopback-host';

test.each(['localhost', 'LOCALHOST:3000', '127.0.0.1', '127.0.0.1:1', '[::1]', '[::1]:65535'])(
  '%s is this machine',
  (host) => {
    expect(namesLoopback([['host', host]])).toBe(true);
  },
);

test.each([
  'evil.example',
  'localhost.evil.example',
  'localhost:3000.evil.example',
  'evil.example:3000',
  'localhost.',
  'localhost:',
  '127.0.0.1@evil.example',
  '127.0.0.2',
  '::1',
  '0.0.0.0:3000',
  'localhost\nevil.example',
  '',
])('%j is not', (host) => {
  expect(namesLoopback([['Host', host]])).toBe(false);
});

test('a request without Host, or with two, does not name this machine', () => {
  expect(namesLoopback([['Origin', 'http://localhost']])).toBe(false);
  expect(
    namesLoopback([
      ['Host', 'localhost'],
      ['host', 'evil.example'],
    ]),
  ).toBe(false);
});
