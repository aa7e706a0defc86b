/** A mail with texts, a logo and a layout of the stage, from the request to a reader that is not ours, and to the inbox. */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { MAIL_DESIGN_FILE } from '../../lambda/mail-templates/mail-design';
import { toMailDesignFile } from '../../lib/stages/mail-design/to-mail-design-file';
import { startRun, type TestRun } from '../faults/start-run';
import { createAccount, createCredentials } from '../support/accounts';
import { readMails } from '../support/read-mails';
import { assemblyFolder } from '../support/server-under-test';
import { projectRoot } from '../support/synthesize';

const FILE = 'lib/stages/example-logo.png';
const folder = mkdtempSync(join(tmpdir(), 'latchkey-mail-design-'));
let run: TestRun;

const texts = {
  en: { 'verify-email': { subject: 'Welcome to {service}', paragraphs: ['{username}:', '{code}'] } },
};
const look = {
  light: { background: '#fefce8', button: '#6d28d9' },
  logo: { file: FILE, alt: 'A & B' },
  layout: '<div>{logo}</div>{content}<p><a href="https://example.com/imprint">Imprint of {service}</a></p>',
};

beforeAll(async () => {
  const assembly = join(folder, 'cdk.out');
  cpSync(assemblyFolder(), assembly, { recursive: true });
  const files = readdirSync(assembly)
    .map((name) => join(assembly, name, MAIL_DESIGN_FILE))
    .filter((file) => existsSync(file));
  expect(files).toHaveLength(1);
  const design = toMailDesignFile({ texts, look }, '<i>Key</i>')[MAIL_DESIGN_FILE] ?? '';
  for (const file of files) writeFileSync(file, design);
  run = await startRun({ assembly, maxInstances: 2 });
});
afterAll(async () => {
  await run?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a reader finds the text, the color, the logo and the layout, and the inbox shows the logo without a request', async () => {
  const { send, username } = await createAccount(run.origin);
  const email = `${createCredentials().username}@example.com`;
  expect(await send({ method: 'PUT', path: '/users/me/email', json: { email } })).toMatchObject({
    status: 202,
  });
  const [received] = await readMails(email, 1, run.origin);
  const source = await (await fetch(`${run.origin}/_local/mail/${received?.id}/source`)).text();
  const logo = readFileSync(join(projectRoot, FILE));
  const url = `data:image/png;base64,${logo.toString('base64')}`;

  const mail = await simpleParser(source);
  expect(mail.subject).toBe('Welcome to latchkey');
  expect(mail.text?.trim()).toBe(`${username}:\n\n${received?.code}`);
  expect(mail.attachments).toMatchObject([
    { contentType: 'image/png', contentDisposition: 'inline', cid: 'logo', related: true, content: logo },
  ]);
  // the reader puts the image in place of its id
  expect(mail.html).toContain(`<div><img src="${url}" alt="A &amp; B" width="160" height="48"`);
  expect(mail.html).toContain('background: #fefce8');
  expect(mail.html).toContain('<a href="https://example.com/imprint">Imprint of &lt;i&gt;Key&lt;/i&gt;</a>');

  const inbox = await fetch(`${run.origin}/_local/mail`, { headers: { accept: 'text/html' } });
  const [, frame = ''] = /<iframe sandbox="" srcdoc="([^"]*)"/.exec(await inbox.text()) ?? [];
  expect(frame).toContain(`src=&quot;${url}&quot;`);
  expect(frame).toContain('img-src data:');
  expect(frame).not.toContain('cid:');
});
