import type { Mail } from '../../../../local/mail/mail';
import { type Inbox, MAX_SHOWN, writeInboxPage } from '../../../../local/pages/mail/inbox-page';
import { makeMail } from '../../mail/make-mail';

const write = (mails: readonly Mail[], change: Partial<Inbox> = {}) =>
  writeInboxPage({ mails, version: '"1"', ...change }).markup;

/** What a browser makes of an attribute's value. */
const decode = (value: string) =>
  value
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

const ATTACK = `"'><img src=x onerror=alert(1)></pre></iframe><script>alert(1)</script>&lt;b&gt;`;

/** Every value of a mail, and of the page, that is shown. */
const SHOWN: Readonly<Record<string, [Partial<Mail>, Partial<Inbox>]>> = {
  id: [{ id: ATTACK }, {}],
  to: [{ to: [{ address: ATTACK }] }, {}],
  from: [{ from: { address: ATTACK } }, {}],
  kind: [{ tags: { kind: ATTACK } }, {}],
  subject: [{ subject: ATTACK }, {}],
  text: [{ text: ATTACK }, {}],
  html: [{ html: ATTACK }, {}],
  source: [{ source: ATTACK }, {}],
  link: [{ text: `https://example.com/${ATTACK}` }, {}],
  'the recipient of the query': [{}, { to: ATTACK }],
  'the version': [{}, { version: ATTACK }],
};

test.each(Object.keys(SHOWN))('markup in a mail is not markup of the page: %s', (name) => {
  const [mail, inbox] = SHOWN[name] ?? [];
  const page = write([makeMail(mail)], inbox);
  const harmless = write([makeMail()], name === 'the recipient of the query' ? { to: 'ann' } : {});
  const tagsOf = (markup: string) => [...markup.matchAll(/<\/?([a-z]+)/g)].map(([tag]) => tag);
  // The text of an attack has neither a code nor a link, so that their buttons are missing.
  expect(tagsOf(harmless)).toEqual(expect.arrayContaining(tagsOf(page)));
  expect(tagsOf(page).length).toBeLessThanOrEqual(tagsOf(harmless).length);
  expect(page).not.toMatch(/<img|<script>/);
  expect(page).toMatch(
    name === 'link' ? /href="https:\/\/example\.com\/"/ : /&lt;img src=x onerror=alert\(1\)&gt;/,
  );
});

test('the HTML of a mail is only in a sandboxed frame with a policy of its own', () => {
  const page = write([makeMail({ html: '<style>p { color: red }</style><p onclick="x()">Hi</p>' })]);
  const [frame, sandbox, srcdoc = ''] = /<iframe sandbox="([^"]*)" srcdoc="([^"]*)"[^>]*>/.exec(page) ?? [];
  expect(sandbox).toBe('');
  expect(frame).not.toMatch(/\ssrc=|allow/);
  expect(decode(srcdoc)).toBe(
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"><style>p { color: red }</style><p onclick="x()">Hi</p>`,
  );
});

test('the frame shows an inline image without a request', () => {
  const attachments = [
    {
      ...{ fileName: 'logo.png', contentType: 'image/png', contentId: 'logo', content: 'aGk=' },
      disposition: 'inline' as const,
    },
  ];
  const page = write([makeMail({ html: '<img src="cid:logo" alt="Logo">', attachments })]);
  expect(decode(page)).toContain('<img src="data:image/png;base64,aGk=" alt="Logo">');
});

test('a link opens without access to the page, and only links of the web are links', () => {
  expect(write([makeMail()])).toContain(
    '<a class="button" href="https://example.com/verify#secret" target="_blank" rel="noopener noreferrer">',
  );
  const page = write([makeMail({ text: 'javascript:alert(1) data:text/html,x' })]);
  expect(page).not.toContain('Open the link');
  expect(page).not.toContain('href="javascript:');
});

test('a mail shows its buttons and parts', () => {
  const page = write([makeMail()]);
  for (const text of [
    'data-copy="K7QM-2XPD"',
    'data-feedback="bounce"',
    'data-feedback="complaint"',
    '<summary>Text</summary>',
    '<summary>HTML</summary>',
    '<summary>Source</summary>',
    '<code>verification</code>',
  ]) {
    expect(page).toContain(text);
  }
});

test('parts that a mail lacks are left out', () => {
  const { text: _, html: __, ...mail } = makeMail({ subject: '', tags: {} });
  const page = write([mail]);
  expect(page).toContain('(no subject)');
  expect(page).not.toMatch(/<summary>(Text|HTML)|<iframe|data-copy|Open the link/);
});

test.each([
  [0, 'No mails yet.', 0],
  [1, '1 mail.', 1],
  [MAX_SHOWN, '50 mails.', MAX_SHOWN],
  [MAX_SHOWN + 1, 'The latest 50 of 51 mails.', MAX_SHOWN],
])('of %d mails the page shows the latest', (count, text, shown) => {
  const page = write(Array.from({ length: count }, (_, index) => makeMail({ id: `m${index}` })));
  expect(page).toContain(text);
  expect(page.match(/<article /g) ?? []).toHaveLength(shown);
});
