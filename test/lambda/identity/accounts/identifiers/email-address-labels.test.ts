import { parseEmailAddress } from '../../../../../lambda/identity/accounts/identifiers/email-address';

// as in the versions of Node.js that leave an A-label alone if it encodes nothing
jest.mock('node:url', () => {
  const url = jest.requireActual<typeof import('node:url')>('node:url');
  return {
    domainToASCII: (domain: string) => url.domainToASCII(domain) || domain,
    domainToUnicode: (domain: string) => url.domainToUnicode(domain) || domain,
  };
});

test.each(['ada@xn--a.com', 'ada@xn--bcher-kva.xn--a.com', 'ada@xn--0.pt'])(
  '%s is no address: one of its A-labels encodes nothing',
  (text) => {
    expect(parseEmailAddress(text)).toBeUndefined();
  },
);

test.each(['ada@xn--bcher-kva.example', 'ada@example.com', 'ada@axn--b.com'])('%s is an address', (text) => {
  expect(parseEmailAddress(text)?.shown).toBe(text);
});
