import { isOwnForm } from '../../../lambda/pages/form-source';

const OWN = 'https://id.example.com';

test.each<[string | undefined, string | undefined, boolean]>([
  ['same-origin', OWN, true],
  ['same-origin', undefined, true],
  ['same-origin', 'null', true],
  ['same-site', OWN, false],
  ['cross-site', OWN, false],
  ['none', OWN, false],
  ['none', undefined, false],
  ['', OWN, false],
  ['Same-Origin', OWN, false],
  ['same-origin, same-origin', OWN, false],
  ['same-origin, cross-site', OWN, false],
  ['something-new', OWN, false],
  [undefined, OWN, true],
  [undefined, undefined, false],
  [undefined, 'null', false],
  [undefined, '', false],
  [undefined, 'https://evil.example', false],
  [undefined, 'http://id.example.com', false],
  [undefined, 'https://id.example.com:8443', false],
  [undefined, 'https://id.example.com.evil.example', false],
  [undefined, 'https://ID.example.com', false],
  [undefined, 'https://id.example.com/', false],
  [undefined, `${OWN}, ${OWN}`, false],
])('Sec-Fetch-Site %j and Origin %j: %j', (fetchSite, origin, isOwn) => {
  expect(isOwnForm({ fetchSite, origin }, OWN)).toBe(isOwn);
});
