import { describeProblem } from '../../../local/explain/describe-problem';

const describeBody = (body: unknown) =>
  describeProblem({ body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)) });

test.each<[string, unknown, string | undefined]>([
  [
    'problem details with a code',
    { type: 'urn:p:x', title: 'Unauthorized', code: 'NO_WAY', detail: 'Not so.' },
    'NO_WAY: Not so.',
  ],
  [
    'problem details without one',
    { type: 'https://a.example/out-of-credit', detail: 'Pay.' },
    'out-of-credit: Pay.',
  ],
  ['a title alone', { type: 'about:blank', title: 'Conflict' }, 'Conflict'],
  [
    'faults of members',
    {
      code: 'INVALID',
      detail: 'One is wrong.',
      errors: [{ pointer: '#/age', detail: 'too low' }, { parameter: 'limit' }],
    },
    'INVALID: #/age too low; limit',
  ],
  [
    'many faults',
    { code: 'INVALID', errors: [1, 2, 3, 4, 5].map((detail) => ({ detail: `no ${detail}` })) },
    'INVALID: no 1; no 2; no 3; 2 more',
  ],
  ['an error of OAuth', { error: 'invalid_grant', error_description: 'too old' }, 'invalid_grant: too old'],
  ['a message', { message: 'Not today' }, 'Not today'],
  ['a text that is the code too', { code: 'GONE', message: 'GONE' }, 'GONE'],
  ['a body without words', { status: 400 }, undefined],
  ['a body of other types', { code: 1, detail: {}, errors: [null, 'x'] }, undefined],
  ['no JSON', '<h1>Not found</h1>', undefined],
  ['an empty body', '', undefined],
])('reads %s', (_, body, expected) => {
  expect(describeBody(body)).toBe(expected);
});

test('masks secrets, cuts long texts, and returns one line', () => {
  const token = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.c2ln';
  expect(describeBody({ message: `no such token ${token}` })).not.toContain(token);
  expect(describeBody({ message: 'x '.repeat(5_000) })?.length).toBeLessThan(310);
  expect(describeBody({ message: 'one\ntwo' })).toBe('one two');
});
