import fc from 'fast-check';
import {
  hasWritePreconditions,
  judgePreconditions,
  readPreconditions,
} from '../../../../lambda/shared/http/preconditions';

const NOW = Date.UTC(2026, 10, 30);
const read = (headers: Readonly<Record<string, string>>) => readPreconditions((name) => headers[name], NOW);

const MODIFIED = Date.UTC(2026, 10, 29, 12, 0, 0);
const state = { etag: '"a"', modifiedAt: MODIFIED + 678 };
const AT = new Date(MODIFIED).toUTCString();
const BEFORE = new Date(MODIFIED - 1000).toUTCString();
const AFTER = new Date(MODIFIED + 1000).toUTCString();

describe('the entity tags of a header', () => {
  test.each([
    ['*', '*'],
    [' * ', '*'],
    ['"a"', ['"a"']],
    ['W/"a"', ['W/"a"']],
    ['"a", W/"b" ,"c"', ['"a"', 'W/"b"', '"c"']],
    ['"a","b"', ['"a"', '"b"']],
    ['"a,b", "*"', ['"a,b"', '"*"']],
    ['""', ['""']],
    [', "a" ,, "b",', ['"a"', '"b"']],
    ['"\x80é"', ['"\x80é"']],
    ['', []],
  ])('of %j are read as RFC 9110 says', (value, tags) => {
    expect(read({ 'if-match': value })).toMatchObject({ ifMatch: tags });
    expect(read({ 'if-none-match': value })).toMatchObject({ ifNoneMatch: tags });
  });

  test.each([
    'a',
    '"a',
    'a"',
    '"a" "b"',
    '"a""b"',
    'w/"a"',
    'W/a',
    '*, "a"',
    '"a", *',
    '"a b"',
    '"a";q=1',
    "'a'",
  ])('are rejected in %j, with the name of the header', (value) => {
    for (const header of ['If-Match', 'If-None-Match']) {
      expect(() => read({ [header.toLowerCase()]: value })).toThrow(
        expect.objectContaining({ errors: [{ header, detail: expect.any(String) }] }),
      );
    }
  });

  test('faults of both headers are reported together', () => {
    expect(() => read({ 'if-match': 'x', 'if-none-match': 'y' })).toThrow(
      expect.objectContaining({
        errors: [{ header: 'If-Match', detail: expect.any(String) }, expect.anything()],
      }),
    );
  });

  test('a list is read completely', () => {
    const tag = fc
      .tuple(fc.constantFrom('', 'W/'), fc.stringMatching(/^[\x21\x23-\x7e]{0,8}$/))
      .map(([weak, text]) => `${weak}"${text}"`);
    fc.assert(
      fc.property(fc.array(tag), fc.constantFrom(',', ', ', ' ,', ',,\t'), (tags, separator) => {
        expect(read({ 'if-match': tags.join(separator) }).ifMatch).toEqual(tags);
      }),
    );
  });
});

test('a date that is not one is ignored', () => {
  expect(read({ 'if-modified-since': 'today', 'if-unmodified-since': '0' })).toEqual(read({}));
});

describe('a condition', () => {
  test.each<[string, Record<string, string>, string, string]>([
    ['none', {}, 'met', 'met'],
    ['the own tag', { 'if-match': '"a"' }, 'met', 'met'],
    ['one of several tags', { 'if-match': '"b", "a"' }, 'met', 'met'],
    ['any state', { 'if-match': '*' }, 'met', 'met'],
    ['another tag', { 'if-match': '"b"' }, 'failed', 'failed'],
    ['the own tag, but weak, which is not enough for a change', { 'if-match': 'W/"a"' }, 'failed', 'failed'],
    ['no tag at all', { 'if-match': '' }, 'failed', 'failed'],
    ['a later date', { 'if-unmodified-since': AFTER }, 'met', 'met'],
    ['the same second', { 'if-unmodified-since': AT }, 'met', 'met'],
    ['an earlier date', { 'if-unmodified-since': BEFORE }, 'failed', 'failed'],
    ['a tag, whatever the date', { 'if-match': '"a"', 'if-unmodified-since': BEFORE }, 'met', 'met'],
    ['not this tag', { 'if-none-match': '"a"' }, 'not-modified', 'failed'],
    ['not this tag, weak', { 'if-none-match': 'W/"a"' }, 'not-modified', 'failed'],
    ['none of several', { 'if-none-match': '"b", W/"a"' }, 'not-modified', 'failed'],
    ['no state at all', { 'if-none-match': '*' }, 'not-modified', 'failed'],
    ['not another tag', { 'if-none-match': '"b"' }, 'met', 'met'],
    ['a change since a later date', { 'if-modified-since': AFTER }, 'not-modified', 'met'],
    ['a change since that second', { 'if-modified-since': AT }, 'not-modified', 'met'],
    ['a change since an earlier date', { 'if-modified-since': BEFORE }, 'met', 'met'],
    [
      'not another tag, whatever the date',
      { 'if-none-match': '"b"', 'if-modified-since': AFTER },
      'met',
      'met',
    ],
    ['two that are met and not', { 'if-match': '"a"', 'if-none-match': '"a"' }, 'not-modified', 'failed'],
    ['two of which the first fails', { 'if-match': '"b"', 'if-none-match': '"a"' }, 'failed', 'failed'],
  ])('for %s', (_what, headers, forRead, forWrite) => {
    expect(judgePreconditions(read(headers), state, 'read')).toBe(forRead);
    expect(judgePreconditions(read(headers), state, 'write')).toBe(forWrite);
  });

  test.each<[string, boolean]>([
    ['if-match', true],
    ['if-none-match', true],
    ['if-unmodified-since', true],
    ['if-modified-since', false],
  ])('in %s concerns a change: %s', (name, concerns) => {
    expect(hasWritePreconditions(read({ [name]: name.endsWith('match') ? '"a"' : AT }))).toBe(concerns);
  });
});
