import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { deflateSync } from 'node:zlib';
import type { PageLookSettings, PageSettings } from '../../../../lib/stages/pages/page-settings';
import type { StageSettings } from '../../../../lib/stages/stage-settings';
import { stageSettings } from '../../../../lib/stages/stages';
import { validateStage } from '../../../../lib/stages/validate-stage';

const customDomain = {
  name: 'auth.example.com',
  certificateArn: 'arn:aws:acm:eu-central-1:111122223333:certificate/00000000-0000-0000-0000-000000000000',
};
const validate = (pages: PageSettings, settings: Partial<StageSettings> = {}) =>
  validateStage('dev', { ...stageSettings('dev'), pages, ...settings });

/** Returns pages with one client. */
const withClient = (id: string, redirectUris: readonly string[]): PageSettings => ({
  clients: [{ id, redirectUris }],
});
const withUri = (uri: string) => withClient('spa', [uri]);

/** Writes a PNG with data of a size, and returns its path. */
function writePng(bytes: number): string {
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type, 'latin1'), data, Buffer.alloc(4)]);
  };
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  const rest = [chunk('IHDR', Buffer.alloc(13)), chunk('IEND', Buffer.alloc(0))];
  const data = Buffer.alloc(bytes - signature.length - Buffer.concat(rest).length - 12, deflateSync(''));
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'logo-')), 'logo.png');
  writeFileSync(file, Buffer.concat([signature, ...rest.toSpliced(1, 0, chunk('IDAT', data))]));
  return file;
}

test.each<[string, PageSettings, Partial<StageSettings>?]>([
  ['pages without apps', {}],
  ['a web app', withUri('https://app.example.com/callback')],
  ['a path and a query', withUri('https://app.example.com:8443/a/b?next=1')],
  ['an app on the machine of the developer', withUri('http://localhost:5173/')],
  ['an app on port 80', withUri('http://localhost/')],
  ['the longest id', withClient('aZ0-._'.padEnd(64, 'x'), ['https://app.example.com/'])],
  [
    '20 URIs',
    withClient(
      'spa',
      Array.from({ length: 20 }, (_, n) => `https://app.example.com/${n}`),
    ),
  ],
  [
    'a look',
    {
      look: {
        name: 'Größe ✓',
        accentColor: '#6D28D9',
        termsUrl: 'https://www.example.com/terms?lang=de',
        privacyUrl: 'https://www.example.com/',
        texts: { en: { 'signIn.words': '' }, de: { 'signIn.title': 'Hallo' } },
      },
    },
  ],
  ['the greatest logo', { look: { logo: writePng(8_192) } }],
  [
    'no passkeys, second factors and e-mail',
    {},
    { passkeys: undefined, secondFactor: 'off', email: undefined },
  ],
  ['a relying party above the domain', {}, { passkeys: { rpId: 'example.com', origins: [] }, customDomain }],
])('accepts %s', (_, pages, settings = {}) => {
  expect(() => validate(pages, settings)).not.toThrow();
});

/** What is refused, the message, the pages, and other settings. */
type Fault = [what: string, message: string, pages: PageSettings, settings?: Partial<StageSettings>];

const faults: Fault[] = [
  ['a base path', 'pages must not be set with basePath', {}, { basePath: '/auth' }],
  ...[undefined, customDomain].map(
    (domain): Fault => [
      `a relying party that is not ${domain?.name ?? 'the host'}`,
      'pages needs passkeys.rpId to cover the name of customDomain, or to be left out',
      {},
      { passkeys: { rpId: 'example.net', origins: [] }, ...(domain && { customDomain: domain }) },
    ],
  ),
  ...['', 'a b', 'ä', 'a'.repeat(65), 'a/b', 'a"b', 'a\n'].map(
    (id): Fault => [
      `the id ${JSON.stringify(id)}`,
      'pages must have clients with ids of 1 to 64 letters, digits, "-", "." and "_"',
      withClient(id, ['https://app.example.com/']),
    ],
  ),
  [
    'two clients of one id',
    'pages must have clients with different ids',
    { clients: ['a', 'b'].map((name) => ({ id: 'spa', redirectUris: [`https://${name}.example.com/`] })) },
  ],
  ...[
    [],
    Array.from({ length: 21 }, (_, n) => `https://app.example.com/${n}`),
    ['https://app.example.com/', 'https://app.example.com/'],
  ].map(
    (uris): Fault => [
      `${uris.length} URIs`,
      'pages must have clients with 1 to 20 redirectUris, each once',
      withClient('spa', uris),
    ],
  ),
  ...[
    '',
    'app.example.com',
    'https://app.example.com',
    'http://app.example.com/',
    'http://localhost.example.com/',
    'http://127.0.0.1:5173/',
    'https://203.0.113.7/',
    'https://app.example.com/#done',
    'https://user@app.example.com/',
    'https://user:secret@app.example.com/',
    'https://*.example.com/',
    'https://app.example.com/*',
    'https://app.example.com:443/',
    'https://App.example.com/',
    'https://app.example.com/a/../b',
    'https://app.example.com/ü',
    'https://app.example.com/a;b',
    'https:\\\\app.example.com/',
    'javascript:alert(1)',
    'com.example.app:/callback',
    ' https://app.example.com/',
  ].map(
    (uri): Fault => [
      `the URI ${JSON.stringify(uri)}`,
      'pages must have clients with redirectUris such as https://app.example.com/callback',
      withUri(uri),
    ],
  ),
  ...['', 'a\nb', 'x'.repeat(65)].map(
    (name): Fault => [
      `the name ${JSON.stringify(name)}`,
      'pages must have a look.name of 1 to 64 characters, without control characters, or none',
      { look: { name } },
    ],
  ),
  ...['blue', '#00f', '#0a3d911', '#ffffff', '#8a8a8a', '#0a3d91;'].map(
    (accentColor): Fault => [
      `the color ${accentColor}`,
      'pages must have a look.accentColor such as #0a3d91, on which white text has a contrast of at least 4.5 to 1',
      { look: { accentColor } },
    ],
  ),
  ...['lib/stages/stages.ts', 'none.png', writePng(8_193)].map(
    (logo): Fault => [
      `the logo ${path.basename(logo)}`,
      'pages must have a look.logo that is the path of a PNG file',
      { look: { logo } },
    ],
  ),
  ...['http://www.example.com/', '/terms', 'https://a@www.example.com/', 'javascript:alert(1)', ''].flatMap(
    (url) =>
      (['termsUrl', 'privacyUrl'] as const).map(
        (member): Fault => [
          `the ${member} ${JSON.stringify(url)}`,
          `pages must have a look.${member} such as`,
          { look: { [member]: url } },
        ],
      ),
  ),
  ...[{ fr: {} }, { en: { 'signIn.none': '' } }, { en: { 'signIn.title': 'A'.repeat(501) } }].map(
    (texts): Fault => [
      `the texts ${JSON.stringify(texts).slice(0, 40)}`,
      'pages must have look.texts of the pages, in a language that they have, of at most 500 characters',
      { look: { texts: texts as PageLookSettings['texts'] & object } },
    ],
  ),
];

test.each(faults)('refuses %s', (_, message, pages, settings = {}) => {
  expect(() => validate(pages, settings)).toThrow(`Stage dev: ${message}`);
});
