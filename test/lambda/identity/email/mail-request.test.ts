import {
  formatMailRequest,
  type MailRequest,
  MESSAGE_SIZE,
  parseMailRequest,
} from '../../../../lambda/identity/email/mail-request';
import { SELF_CHECK_MESSAGE } from '../../../../lambda/shared/self-check/queue-checks';

const request: MailRequest = {
  kind: 'verify-email',
  sub: '5479eb92-6c1d-4f0e-9a53-1b0f6d2c8e47',
  challenge: 'c2f7a1d8-3b64-4e95-8d0a-94e6b7f51c23',
  generation: 1,
  language: 'de',
  expiresAt: 1_767_409_445_678,
};

test('reads what it wrote, in a message of the one size', () => {
  for (const other of [request, { ...request, sub: '1', language: 'en', generation: 12 } as const]) {
    expect(formatMailRequest(other)).toHaveLength(MESSAGE_SIZE);
    expect(parseMailRequest(formatMailRequest(other))).toEqual(other);
  }
});

test('holds nothing but the listed members, also of an object with more', () => {
  const careless = { ...request, address: 'ada@example.com', code: 'ABCD-0123' };
  const text = formatMailRequest(careless);
  expect(text).not.toMatch(/ada|ABCD/);
  expect(Object.keys(JSON.parse(text))).toEqual(['v', ...Object.keys(request)]);
});

test('refuses a request that does not fit', () => {
  expect(() => formatMailRequest({ ...request, sub: 'x'.repeat(MESSAGE_SIZE) })).toThrow('too long');
});

const valid = JSON.parse(formatMailRequest(request)) as Record<string, unknown>;

test.each<[string, unknown]>([
  ['text', 'hello'],
  ['null', null],
  ['a list', []],
  ['a number', 7],
  ['another version', { ...valid, v: 2 }],
  ['another kind', { ...valid, kind: 'welcome' }],
  ['no account', { ...valid, sub: '' }],
  ['a number as its account', { ...valid, sub: 7 }],
  ['no challenge', { ...valid, challenge: undefined }],
  ['a fraction as its generation', { ...valid, generation: 1.5 }],
  ['a text as its generation', { ...valid, generation: '1' }],
  ['generation 0', { ...valid, generation: 0 }],
  ['another language', { ...valid, language: 'fr' }],
  ['no expiry', { ...valid, expiresAt: null }],
])('does not read %s', (_what, value) => {
  expect(parseMailRequest(JSON.stringify(value))).toBeUndefined();
});

test('does not read the message of a self-check', () => {
  expect(parseMailRequest(SELF_CHECK_MESSAGE)).toBeUndefined();
});

test('does not read what is not JSON', () => {
  for (const text of ['', '{', 'undefined']) expect(parseMailRequest(text)).toBeUndefined();
});
