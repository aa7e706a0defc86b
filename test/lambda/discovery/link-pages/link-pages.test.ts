/** The documents of the pages: valid, small, the same for every request, and closed to everything else. */
import { createHash } from 'node:crypto';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { createLinkPages } from '../../../../lambda/discovery/link-pages/link-pages';
import { textsDe } from '../../../../lambda/discovery/link-pages/texts-de';
import { textsEn } from '../../../../lambda/discovery/link-pages/texts-en';
import { lambdaFile } from '../../../../lib/stack/on-demand-files';
import { createFakeWindow } from './fake-window';
import { findHtmlFaults } from './find-html-faults';
import { type PageName, showPage } from './show-page';

const show = (page: PageName, language?: string) =>
  showPage(createLinkPages(false).operations, page, language);
const cases = (['verify-email', 'reset-password'] as const).flatMap((page) =>
  (['en', 'de'] as const).map((language) => ({ page, language })),
);

async function read({ page, language }: (typeof cases)[number]) {
  const { status, headers = {}, body } = await show(page, language);
  return { page, language, status, headers, html: String(body) };
}
const policyOf = (headers: Readonly<Record<string, string>>) =>
  new Map(
    (headers['Content-Security-Policy'] ?? '')
      .split('; ')
      .map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1).join(' ')]),
  );
const digestOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const inside = (html: string, tag: string) =>
  [...html.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs'))].map(([, text = '']) => text);

test.each(cases)('the page $page in $language is valid HTML of at most 14 KB', async (row) => {
  const { html, language } = await read(row);
  expect(findHtmlFaults(html)).toEqual([]);
  expect(html).toMatch(new RegExp(`^<!doctype html>\n<html lang="${language}">`));
  expect(Buffer.byteLength(html)).toBeLessThan(14 * 1024);
});

test.each(cases)('the page $page in $language allows its own script and style only', async (row) => {
  const { html, headers } = await read(row);
  const policy = policyOf(headers);
  const [script = '', ...otherScripts] = inside(html, 'script');
  const [style = '', ...otherStyles] = inside(html, 'style');
  expect([...otherScripts, ...otherStyles]).toEqual([]);
  expect(Object.fromEntries(policy)).toEqual({
    'default-src': "'none'",
    'script-src': digestOf(script),
    'style-src': digestOf(style),
    'connect-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
    'require-trusted-types-for': "'script'",
    'trusted-types': "'none'",
  });
  // the policy would refuse both
  expect(html).not.toMatch(/\sstyle=|\son\w+=/i);
  expect(html.replace(script, '')).not.toMatch(
    /https?:|\bsrc=|\bhref=|\baction=|<(a|img|link|base|iframe)\b/i,
  );
  expect(script).not.toMatch(
    /<\/|<!--|innerHTML|\beval\b|document\.write|location\s*=|location\.(assign|replace)/,
  );
});

test.each(cases)('the page $page in $language is neither stored, sniffed nor shared', async (row) => {
  const { status, headers } = await read(row);
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    'Content-Type': 'text/html; charset=utf-8',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
  // the dispatcher adds Cache-Control: no-store and the others
  expect(headers).not.toHaveProperty('Cache-Control');
});

test('the language is one of two, and nothing of the header is in the page', async () => {
  const german = await show('verify-email', 'de-CH, en;q=0.5');
  expect(german).toEqual(await show('verify-email', 'de'));
  for (const header of [undefined, '', 'fr', '"><script>alert(1)</script>', 'x'.repeat(10_000)]) {
    expect(await show('verify-email', header)).toEqual(await show('verify-email', 'en'));
  }
});

test.each([
  ['<p><dl></dl></p>', '<dl> in a paragraph'],
  ['<p>a', '</main> ends <p>'],
  ['<p id="a"></p><p id="a"></p>', 'an id twice'],
  ['<input id="a">', 'the field a has no label'],
  ['<label for="a">b</label>', 'nothing has the id a'],
  ['<p id="a" id="b"></p>', 'twice the same attribute in <p id="a" id="b">'],
  ['<p id=a></p>', 'attributes of <p id=a>'],
  ['a & b', 'a character that must be escaped'],
])('the check of the HTML finds the fault of %j', (markup, fault) => {
  expect(findHtmlFaults(`<main><h1>a</h1>${markup}</main>`)).toContain(fault);
});

test('both languages say everything, as text without markup', () => {
  const walk = (value: unknown, path = ''): readonly (readonly [string, string])[] =>
    typeof value === 'string'
      ? [[path, value]]
      : Object.entries(value as object).flatMap(([name, member]) => walk(member, `${path}/${name}`));
  const [english, german] = [walk(textsEn), walk(textsDe)];
  expect(german.map(([path]) => path).sort()).toEqual(english.map(([path]) => path).sort());
  for (const [, text] of [...english, ...german]) expect(text).toMatch(/^[^<>&"\n]+$/);
});

test('a password may be pasted and generated, and a code is not corrected', async () => {
  for (const row of cases) {
    const { page, html } = await read(row);
    const purpose = page === 'reset-password' ? 'new-password' : 'current-password';
    expect(html).toContain(`type="password" autocomplete="${purpose}"`);
    expect(html).toContain('autocomplete="one-time-code" autocapitalize="characters" spellcheck="false"');
    expect(html).not.toMatch(/onpaste|maxlength|autocomplete="off"/);
  }
});

test('without JavaScript the page shows only what to do instead', async () => {
  for (const row of cases) {
    const { html, language } = await read(row);
    const texts = language === 'en' ? textsEn : textsDe;
    expect(inside(html, 'noscript')).toEqual([`<p>${texts.verifyEmail.noScript}</p>`]);
    const sections = html.match(/<section[^>]*>/g) ?? [];
    expect(sections.length).toBeGreaterThan(2);
    for (const section of sections) expect(section).toMatch(/ hidden>$/);
  }
});

test('the scripts of the built file need nothing from outside their text', async () => {
  const { outputFiles } = await build({
    entryPoints: [lambdaFile('discovery/link-pages/link-pages.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node24',
    minify: true,
    write: false,
  });
  const module = { exports: {} as { createLinkPages: typeof createLinkPages } };
  runInContext(outputFiles[0]?.text ?? '', createContext({ module, require, process, Buffer, URL }));
  for (const page of ['verify-email', 'reset-password'] as const) {
    const html = String((await showPage(module.exports.createLinkPages(false).operations, page)).body);
    const window = createFakeWindow(html, `https://api.example.com/${page}?id=1#`, () => ({ status: 503 }));
    const [script = ''] = inside(html, 'script');
    runInContext(script, createContext({ window, URLSearchParams }));
    expect(window.visible()).toEqual([page === 'verify-email' ? 'sign-in' : 'reset']);
    await window.submit(page === 'verify-email' ? 'sign-in-form' : 'reset-form', {
      ...(page === 'verify-email' ? { username: 'ada' } : { code: 'K7QM-2X9D' }),
      password: 'a phrase',
    });
    expect(window.calls).toHaveLength(1);
    expect(window.alert()).toBe('This did not work. Try again.');
  }
});

test.each([
  ['verify-email', '/account'],
  ['reset-password', '/forgot-password'],
] as const)(
  'without JavaScript, %s leads to the hosted page that takes the code, if the stage has it',
  async (page, path) => {
    const link = `<a href="${path}">`;
    const readNoScript = async (hasPages: boolean) =>
      inside(String((await showPage(createLinkPages(hasPages).operations, page)).body), 'noscript').join();
    expect(await readNoScript(true)).toContain(link);
    const { body } = await showPage(createLinkPages(true).operations, page);
    expect(Buffer.byteLength(String(body))).toBeLessThan(14 * 1024);
    expect(await readNoScript(false)).not.toContain('<a');
  },
);
