import {
  findPageClient,
  formOriginsOf,
  parsePageClients,
} from '../../../../lambda/identity/authorization-codes/page-clients';
import { InternalError } from '../../../../lambda/shared/errors';

const spa = {
  id: 'spa',
  redirectUris: ['https://app.example.com/callback', 'http://localhost:5173/callback'],
};
const returnPath = (id: string, uri: string) =>
  `/oauth2/authorize?${new URLSearchParams({ client_id: id, redirect_uri: uri })}`;

test('parses the apps of a stage, or none', () => {
  expect(parsePageClients(JSON.stringify([spa]))).toEqual([spa]);
  expect(parsePageClients('')).toEqual([]);
});

test.each<readonly [string, string]>([
  ['no JSON', '['],
  ['no list', '{}'],
  ['an app without id', '[{"redirectUris":[]}]'],
  ['an app without URIs', '[{"id":"spa"}]'],
  ...[
    'http://app.example.com/',
    'https://a@b.example/',
    'https://a.example/#b',
    'https://*.example/',
    'javascript:1',
    '/a',
  ].map((uri) => [`the URI ${uri}`, JSON.stringify([{ id: 'spa', redirectUris: [uri] }])] as const),
])('refuses %s', (_, text) => {
  expect(() => parsePageClients(text)).toThrow(InternalError);
});

test('finds an app by its id, as it is written', () => {
  expect(findPageClient([spa], 'spa')).toBe(spa);
  for (const id of ['SPA', '', undefined, '__proto__']) expect(findPageClient([spa], id)).toBeUndefined();
});

test('a form may lead to the origin of the app that sent the user', () => {
  expect(formOriginsOf(returnPath('spa', 'https://app.example.com/callback'), [spa])).toEqual([
    'https://app.example.com',
  ]);
  expect(formOriginsOf(returnPath('spa', 'http://localhost:5173/callback'), [spa])).toEqual([
    'http://localhost:5173',
  ]);
});

test.each([
  ['an unknown app', returnPath('other', 'https://app.example.com/callback')],
  ['another URI', returnPath('spa', 'https://evil.example/callback')],
  ['the account', '/account'],
  ['nowhere', undefined],
])('a form that leads to %s leads to no app', (_, path) => {
  expect(formOriginsOf(path, [spa])).toEqual([]);
});
