/** Which Authorization headers contain a token. */
import { readBearerToken } from '../../../lambda/authorizer/bearer-token';

test.each(['Bearer a.b.c', 'bearer a.b.c', 'BEARER a.b.c', 'bEaReR   a.b.c'])('reads %j', (header) => {
  expect(readBearerToken(header)).toBe('a.b.c');
});

test.each([
  undefined,
  null,
  7,
  ['Bearer a.b.c'],
  '',
  'a.b.c',
  'Bearer',
  'Bearer ',
  'Bearera.b.c',
  ' Bearer a.b.c',
  'Bearer a.b.c ',
  'Bearer a.b.c\n',
  'Bearer\ta.b.c',
  'Bearer a.b.c d.e.f',
  'Bearer a.b.c, Bearer d.e.f',
  'Basic YTpi',
  'DPoP a.b.c',
])('rejects %j', (header) => {
  expect(() => readBearerToken(header)).toThrow(expect.objectContaining({ reason: 'not-a-bearer-token' }));
});
