/** Renders the settings as docs/reference/settings.md. */
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { readSettings, type Setting, type SettingsGroup } from './read-settings';

const FOLDER = path.join(__dirname, '..', '..', 'lib', 'stages');

/** The sections, each with the settings of one file. */
const SECTIONS = [
  { title: 'Tokens, sessions and the API', file: 'stage-settings.ts', options: 'StageOptions' },
  { title: 'Limits and passwords', file: 'protection-settings.ts', options: 'AbuseOptions' },
  { title: 'Operation', file: 'operation-settings.ts', options: 'OperationOptions' },
  { title: 'Account, stack and backup', file: 'estate-settings.ts', options: 'EstateOptions' },
  { title: 'Proxy', file: 'proxy-settings.ts', options: 'ProxyOptions' },
  { title: 'E-mail', file: 'email-settings.ts', options: 'EmailOptions' },
  { title: 'Second factors', file: 'factors/factor-settings.ts', options: 'FactorOptions' },
  { title: 'Passkeys', file: 'factors/passkey-settings.ts', options: 'PasskeyOptions' },
  { title: 'Hosted pages', file: 'pages/page-settings.ts', options: 'PageOptions' },
  { title: 'Migration', file: 'migration-settings.ts', options: 'MigrationOptions' },
];

/** Files that declare types of values, but no settings. */
const VALUES = ['also-grant.ts', 'mail-design-settings.ts'];

/** Interfaces of complete settings, which stages do not write. */
const COMPLETE = /^(Stage|Operation|Abuse|Estate|Factor)Settings$/;

const INTRODUCTION = `# Settings

Write the settings of each stage in [lib/stages/stages.ts](../../lib/stages/stages.ts). [Configure a stage](../how-to/configure-a-stage.md) lists what to prepare for some of them.

This page is generated from the doc comments in [lib/stages](../../lib/stages) by \`npm run settings\`.
`;

/** Returns the text of the page. */
export function renderSettings(): string {
  const read = (file: string) => readSettings(readFileSync(path.join(FOLDER, file), 'utf8'));
  const sections = SECTIONS.map(({ title, file, options }) => {
    const group = read(file).find(({ name }) => name === options);
    if (group === undefined) throw new Error(`lib/stages/${file} has no interface ${options}`);
    return `## ${title}\n\n${renderTable(group)}`;
  });
  const names = new Set(SECTIONS.map(({ options }) => options));
  const values = [...SECTIONS.map(({ file }) => file), ...VALUES]
    .flatMap(read)
    .filter(({ name, settings }) => !names.has(name) && !COMPLETE.test(name) && settings.length > 0)
    .map((group) => `### ${group.name}\n\n${renderTable(group)}`);
  return [INTRODUCTION, ...sections, '## Types of values\n', ...values].join('\n');
}

function renderTable({ settings }: SettingsGroup): string {
  const rows = settings.map((setting) => {
    const source = setting.source === undefined ? '' : ` ([source](${setting.source}))`;
    const cells = [
      `\`${setting.name}\``,
      renderDefault(setting),
      `\`${setting.type}\``,
      linkPages(setting.text) + source,
    ];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  });
  return `| Setting | Default | Type | Meaning |\n|---|---|---|---|\n${rows.join('')}`;
}

/** Renders a default: a value, a description after a dash, or both. */
function renderDefault({ default: text, isOptional }: Setting): string {
  if (text === undefined) return isOptional ? 'none' : 'required';
  if (text.startsWith('- ')) return text.slice(2);
  const [value, ...words] = text.split(' - ');
  return [`\`${value}\``, ...words].join(': ');
}

const linkPages = (text: string) => text.replace(/\bdocs\/([\w./-]+\.md(?:#[\w-]+)?)/g, '[$1](../$1)');
