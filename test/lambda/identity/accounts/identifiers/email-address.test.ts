import fc from 'fast-check';
import { parseEmailAddress } from '../../../../../lambda/identity/accounts/identifiers/email-address';
import { parseUsername } from '../../../../../lambda/identity/accounts/username';

const numRuns = process.env.SOAK === '1' ? 100_000 : 300;
const LABEL = 'd'.repeat(63);

test.each([
  ['ada@example.com', 'ada@example.com', 'ada@example.com'],
  ['Ada.Lovelace+api@Example.COM', 'ada.lovelace+api@example.com', 'Ada.Lovelace+api@example.com'],
  ["!#$%&'*+/=?^_`{|}~-@example.com", "!#$%&'*+/=?^_`{|}~-@example.com", "!#$%&'*+/=?^_`{|}~-@example.com"],
  ['a@bücher.example', 'a@xn--bcher-kva.example', 'a@xn--bcher-kva.example'],
  ['A@BÜCHER.example', 'a@xn--bcher-kva.example', 'A@xn--bcher-kva.example'],
  ['a@XN--BCHER-KVA.example', 'a@xn--bcher-kva.example', 'a@xn--bcher-kva.example'],
  ['a@faß.de', 'a@xn--fa-hia.de', 'a@xn--fa-hia.de'],
  ['a@9.example', 'a@9.example', 'a@9.example'],
  [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
  [`a@${LABEL}.com`, `a@${LABEL}.com`, `a@${LABEL}.com`],
])('accepts %s, stores it as %s and shows it as %s', (text, normalised, shown) => {
  expect(parseEmailAddress(text)).toEqual({ normalised, shown });
});

test('look-alike addresses are not one address', () => {
  const normalised = (text: string) => parseEmailAddress(text)?.normalised;
  // a Cyrillic letter has its own A-label
  expect(normalised('ada@аpple.com')).toBe('ada@xn--pple-43d.com');
  expect(normalised('ada@faß.de')).not.toBe(normalised('ada@fass.de'));
  expect(normalised('a.da@example.com')).not.toBe(normalised('ada@example.com'));
  expect(normalised('ada+x@example.com')).not.toBe(normalised('ada@example.com'));
});

test.each([
  ['nothing', ''],
  ['no @', 'example.com'],
  ['no local part', '@example.com'],
  ['no domain', 'ada@'],
  ['two @', 'ada@example.com@example.com'],
  ['a full-width @ in place of it', 'ada\uFF20example.com'],
  ['a full-width @ in the domain', 'ada@x\uFF20example.com'],
  ['a small @ in the domain', 'ada@x\uFE6Bexample.com'],
  ['a letter with an accent before the @', 'adà@example.com'],
  ['a Cyrillic letter before the @', 'аda@example.com'],
  ['the Kelvin sign before the @', '\u212Aelvin@example.com'],
  ['a long s before the @', '\u017Ftefan@example.com'],
  ['a quoted local part', '"ada"@example.com'],
  ['a comment', 'ada(x)@example.com'],
  ['a display name', 'Ada <ada@example.com>'],
  ['a dot first', '.ada@example.com'],
  ['a dot last', 'ada.@example.com'],
  ['two dots', 'a..da@example.com'],
  ['a local part of 65 characters', `${'a'.repeat(65)}@example.com`],
  ['a blank', 'ada @example.com'],
  ['a blank at the end', 'ada@example.com '],
  ['a line break before the @', 'ada\n@example.com'],
  ['a line break at the end', 'ada@example.com\n'],
  ['a header after a line break', 'ada@example.com\r\nBcc:eve@example.com'],
  ['a tab in the domain', 'ada@exam\tple.com'],
  ['a NUL', 'ada@example.com\0'],
  ['one label', 'ada@localhost'],
  ['an empty label', 'ada@example..com'],
  ['a dot in front of the domain', 'ada@.example.com'],
  ['a dot after the domain', 'ada@example.com.'],
  ['a label of 64 characters', `a@${'d'.repeat(64)}.com`],
  ['a hyphen in front of a label', 'ada@-example.com'],
  ['a hyphen after a label', 'ada@example-.com'],
  ['an underscore in the domain', 'ada@ex_ample.com'],
  ['an IPv4 address', 'ada@192.0.2.1'],
  ['a short IPv4 address', 'ada@192.1'],
  ['a hexadecimal IPv4 address', 'ada@0x7f.0.0.0x1'],
  ['an address literal', 'ada@[192.0.2.1]'],
  ['an IPv6 literal', 'ada@[IPv6:::1]'],
  ['a number as the last label', 'ada@example.123'],
  ['full-width letters', 'ada@ｅxample.com'],
  ['the Kelvin sign in the domain', 'ada@\u212Aelvin.com'],
  ['a full-width dot', 'ada@example\uFF0Ecom'],
  ['an ideographic dot', 'ada@example\u3002com'],
  ['a ligature', 'ada@o\uFB03ce.com'],
  ['a roman numeral', 'ada@\u2167.com'],
  ['a letter and a combining accent', 'ada@bu\u0308cher.example'],
  ['a soft hyphen', 'ada@ex\u00ADample.com'],
  ['a zero-width joiner', 'ada@ex\u200Dample.com'],
  ['a percent-encoded letter', 'ada@ex%61mple.com'],
  ['a path', 'ada@example.com/x'],
  ['a port', 'ada@example.com:25'],
  ['an A-label that encodes nothing', 'ada@xn--a.com'],
  ['an A-label that encodes nothing beside one that does', 'ada@xn--bcher-kva.xn--a.com'],
  ['an A-label of a capital letter', 'ada@xn--bcher-2pa.example'],
  ['255 characters', `a@${`${LABEL}.`.repeat(3)}${'d'.repeat(57)}.com`],
  ['255 characters once in A-labels', `a@${`${LABEL}.`.repeat(3)}${'d'.repeat(43)}.\u00FCabcdefg.com`],
])('rejects %s', (_what, text) => {
  expect(parseEmailAddress(text)).toBeUndefined();
});

test('accepts 254 characters', () => {
  const longest = `a@${`${LABEL}.`.repeat(3)}${'d'.repeat(56)}.com`;
  expect(longest).toHaveLength(254);
  expect(parseEmailAddress(longest)).toEqual({ normalised: longest, shown: longest });
});

const texts = fc.string({
  unit: fc.constantFrom(...'aZ09.-_@@@+ü\u212Aｋ\u3002\u00AD\u0130\u017F\r\n\0%/:'),
  maxLength: 40,
});

test('every accepted address is ASCII without control characters, and is its own normal form', () => {
  fc.assert(
    fc.property(fc.oneof(texts, fc.emailAddress()), (text) => {
      const address = parseEmailAddress(text);
      if (!address) return;
      const { normalised, shown } = address;
      expect(shown).toMatch(/^[\x21-\x7e]{1,254}$/);
      expect(normalised).toBe(shown.toLowerCase());
      expect(parseEmailAddress(normalised)).toEqual({ normalised, shown: normalised });
      expect(parseEmailAddress(shown)).toEqual(address);
    }),
    { numRuns },
  );
});

test('a username has no @, and an address has one', () => {
  fc.assert(
    fc.property(fc.oneof(texts, fc.emailAddress()), (text) => {
      expect(parseUsername(text) !== undefined && text.includes('@')).toBe(false);
      expect(parseEmailAddress(text) !== undefined && !text.includes('@')).toBe(false);
    }),
    { numRuns },
  );
});
