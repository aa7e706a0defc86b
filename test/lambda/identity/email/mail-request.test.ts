import {
  formatMailRequest,
  type MailRequest,
  MESSAGE_SIZE,
  parseMailRequest,
} from '../../../../lambda/identity/email/mail-request';
import { createAddressSeal } from '../../../../lambda/identity/email/notices/address-seal';
import { SELF_CHECK_MESSAGE } from '../../../../lambda/shared/self-check/queue-checks';
import { fakeKms } from '../../fakes/memory-mail';

const request: MailRequest = {
  kind: 'verify-email',
  sub: '5479eb92-6c1d-4f0e-9a53-1b0f6d2c8e47',
  challenge: 'c2f7a1d8-3b64-4e95-8d0a-94e6b7f51c23',
  generation: 1,
  language: 'de',
  expiresAt: 1_767_409_445_678,
};

const notice: MailRequest = {
  kind: 'notice',
  sub: request.sub,
  notice: 'account-deleted',
  at: 1_767_409_445_678,
  language: 'de',
  device: 'Samsung Internet/ChromeOS',
};

/** The longest address and the longest username, sealed. */
const sealed = createAddressSeal(fakeKms, 'a key').seal(
  { to: 'a'.repeat(254), username: 'u'.repeat(64) },
  { notice: 'account-deleted', sub: request.sub },
);

test('reads what it wrote, in a message of the one size', async () => {
  const others = [
    request,
    { ...request, sub: '1', language: 'en', generation: 12 },
    notice,
    { ...notice, sealed: await sealed },
  ] as const;
  for (const other of others) {
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
const validNotice = JSON.parse(formatMailRequest(notice)) as Record<string, unknown>;

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
  ['another notice', { ...validNotice, notice: 'username-changed' }],
  ['a notice without a time', { ...validNotice, at: 0 }],
  ['a User-Agent as a device', { ...validNotice, device: 'Mozilla/5.0 (Windows NT 10.0) Firefox/141.0' }],
  ['a text with a link as a device', { ...validNotice, device: 'https://evil.example' }],
  ['a sealed address that is not a text', { ...validNotice, sealed: { to: 'ada@example.com' } }],
])('does not read %s', (_what, value) => {
  expect(parseMailRequest(JSON.stringify(value))).toBeUndefined();
});

test('does not read the message of a self-check', () => {
  expect(parseMailRequest(SELF_CHECK_MESSAGE)).toBeUndefined();
});

test('does not read what is not JSON', () => {
  for (const text of ['', '{', 'undefined']) expect(parseMailRequest(text)).toBeUndefined();
});
