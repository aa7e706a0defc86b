import fc from 'fast-check';
import * as z from 'zod/mini';
import { LatchkeyError, ValidationError } from '../../../../lambda/shared/errors';
import { parseBody } from '../../../../lambda/shared/http/parse-body';
import { cleanText } from '../../../../lambda/shared/http/text';

const schema = z.strictObject({
  name: cleanText({ minLength: 1, maxLength: 3 }),
  count: z.optional(z.number()),
});
const raw = (text: string | null, contentType: string | undefined = 'application/json') => ({
  text,
  isBase64Encoded: false,
  contentType,
});

afterEach(() => z.config({ localeError: undefined }));

test('a locale of zod, which quotes input, changes no message', () => {
  z.config({ localeError: ({ input }) => `not ${JSON.stringify(input)}` });
  const failure = failureOf(() => parseBody(raw('{"name":"a","my p4ssword":1}'), schema));
  expect(failure).toMatchObject({
    errors: [{ pointer: '#', detail: expect.stringMatching(/^has an unknown member/) }],
  });
});

function failureOf(run: () => unknown): LatchkeyError {
  try {
    run();
  } catch (error) {
    if (error instanceof LatchkeyError) return error;
    throw error;
  }
  throw new Error('It did not fail');
}

test.each([
  'application/json',
  'application/json; charset=utf-8',
  'Application/JSON;charset="UTF-8"',
  ' application/json ',
])('reads %j', (contentType) => {
  expect(parseBody(raw('{"name":"a"}', contentType), schema)).toEqual({ name: 'a' });
});

test.each([
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/json; charset=utf-16',
  'application/jsonx',
  '',
])('rejects the content type %j', (contentType) => {
  expect(failureOf(() => parseBody(raw('{"name":"a"}', contentType), schema)).code).toBe(
    'UNSUPPORTED_MEDIA_TYPE',
  );
});

test('rejects a body without a content type', () => {
  const noType = { text: '{"name":"a"}', isBase64Encoded: false, contentType: undefined };
  expect(failureOf(() => parseBody(noType, schema)).code).toBe('UNSUPPORTED_MEDIA_TYPE');
});

test('counts the size in bytes', () => {
  expect(failureOf(() => parseBody(raw(`"${'é'.repeat(4096)}"`), schema)).code).toBe('PAYLOAD_TOO_LARGE');
  expect(failureOf(() => parseBody(raw(`"${'e'.repeat(8190)}"`), schema)).code).toBe('VALIDATION_FAILED');
});

test.each([null, '', '{', '{"name":}', 'hunter2', "{'name':'a'}", '{"name":"a"}x'])(
  'rejects %j, which is not JSON',
  (text) => {
    expect(failureOf(() => parseBody(raw(text), schema)).code).toBe('INVALID_REQUEST_BODY');
  },
);

test.each([
  ['[]', [{ pointer: '#', detail: 'must be an object' }]],
  ['null', [{ pointer: '#', detail: 'must be an object' }]],
  ['{}', [{ pointer: '#/name', detail: 'is required, as a string' }]],
  ['{"name":5}', [{ pointer: '#/name', detail: 'must be a string' }]],
  ['{"name":"a","count":null}', [{ pointer: '#/count', detail: 'must be a number' }]],
  ['{"name":""}', [{ pointer: '#/name', detail: 'must not be empty' }]],
  ['{"name":"abcd"}', [{ pointer: '#/name', detail: 'must be at most 3 characters long' }]],
  ['{"name":"😀😀😀"}', undefined],
  [
    '{"name":"a","colour":1}',
    [{ pointer: '#', detail: 'has an unknown member at position 2 of 2; known: name, count' }],
  ],
  [
    '{"__proto__":1,"name":"a"}',
    [{ pointer: '#', detail: 'has an unknown member at position 1 of 2; known: name, count' }],
  ],
  [
    '{"my p4ssword":1,"name":"a","x":1}',
    [{ pointer: '#', detail: 'has an unknown member at positions 1 and 3 of 3; known: name, count' }],
  ],
  // JSON.parse sorts such names, so a position would mislead.
  ['{"name":"a","7":1}', [{ pointer: '#', detail: 'has an unknown member; known: name, count' }]],
  [
    '{"name":"\\ufffd"}',
    [
      {
        pointer: '#/name',
        detail: 'must be encoded in UTF-8 and must not contain the replacement character (U+FFFD)',
      },
    ],
  ],
  [
    '{"name":"\\u0000"}',
    [{ pointer: '#/name', detail: 'must not contain NUL characters or lone surrogates' }],
  ],
  [
    '{"name":"\\ud800"}',
    [{ pointer: '#/name', detail: 'must not contain NUL characters or lone surrogates' }],
  ],
])('reports the field and the fault of %s', (text, errors) => {
  if (!errors) return expect(parseBody(raw(text), schema)).toBeDefined();
  const failure = failureOf(() => parseBody(raw(text), schema));
  expect(failure).toBeInstanceOf(ValidationError);
  expect((failure as ValidationError).errors).toEqual(errors);
});

test('rejects text in ISO 8859-1, because different texts would look the same', () => {
  const bytes = Buffer.from('{"name":"\u00E4"}', 'latin1');
  for (const text of [
    { text: bytes.toString('utf8'), isBase64Encoded: false },
    { text: bytes.toString('base64'), isBase64Encoded: true },
  ]) {
    const failure = failureOf(() => parseBody({ ...text, contentType: 'application/json' }, schema));
    expect((failure as ValidationError).errors).toEqual([
      {
        pointer: '#/name',
        detail: 'must be encoded in UTF-8 and must not contain the replacement character (U+FFFD)',
      },
    ]);
  }
});

test('no failure repeats a value that was sent', () => {
  const secret = 'hunter2-hunter2';
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom('{', '', '"', ','), (value, tail) => {
      const texts = [
        JSON.stringify({ name: secret, other: value }),
        JSON.stringify([secret, value]) + tail,
        secret,
      ];
      for (const text of texts) {
        const failure = failureOf(() => parseBody(raw(text), schema));
        const told = JSON.stringify([
          failure.message,
          failure.cause,
          failure.stack,
          (failure as ValidationError).errors,
        ]);
        expect(told).not.toContain(secret);
      }
    }),
    { numRuns: process.env.SOAK === '1' ? 2_000 : 50 },
  );
});
