/** Compares the lists in docs/ of keys, algorithms, logs, events, errors, peers and pages with the sources and the template. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EventDefinition, eventLists } from '../lambda/events';
import { factorProblems } from '../lambda/factor-problems';
import * as awsServices from '../lambda/shared/aws/aws-services';
import { problems } from '../lambda/shared/http/problems';
import { gatewayProblems } from '../lib/constructs/api/gateway-problems';
import { loadedWith, readSourceFiles, type SourceFile } from './support/source-files';
import { synthStage } from './support/synth-stack';
import { projectRoot } from './support/synthesize';

const read = (name: string) => readFileSync(join(projectRoot, 'docs', name), 'utf8');
const sources = readSourceFiles(projectRoot, ['lambda']);
/** Sources that functions load. The texts of the API's document, for example, are not among them. */
const files = sources.filter((source) =>
  sources.some(({ path }) => path.endsWith('/handler.ts') && loadedWith(sources, path).includes(source)),
);
// every optional setting is on
const resources: Record<string, { Type: string; Properties: Record<string, unknown> }> =
  synthStage('all-features').toJSON().Resources;
const listResources = (type: string) => Object.entries(resources).filter(([, { Type }]) => Type === type);

/** The paths of the functions' sources, as documents write them. */
const linkedIn = (text: string) =>
  [...text.matchAll(/\]\(\.\.\/(lambda\/[^)]+\.ts)\)/g)].map(([, path = '']) => path);
const importing = (packages: RegExp) =>
  files.filter(({ imports }) => imports.some(({ typeOnly, target }) => !typeOnly && packages.test(target)));
const pathsOf = (found: readonly SourceFile[]) => found.map(({ path }) => path).sort();

/** Returns the cells of the table below a heading. */
function rowsBelow(text: string, heading: string): readonly (readonly string[])[] {
  const [, section = ''] = text.split(`\n## ${heading}\n`);
  const rows = section.split('\n## ')[0]?.match(/^\|.*$/gm) ?? [];
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const firstColumn = (text: string, heading: string) => rowsBelow(text, heading).map(([first = '']) => first);

describe('docs/cryptography.md', () => {
  const text = read('cryptography.md');

  test('lists every file of the functions that uses cryptography, and no other', () => {
    const users = [
      ...importing(/^(node:crypto|jose|argon2|bcryptjs|aws4)(\/|$)/),
      ...files.filter(({ code }) => /\bcrypto\.subtle\b/.test(code)),
    ];
    expect(users.length).toBeGreaterThan(10);
    expect([...new Set(linkedIn(text))].sort()).toEqual(pathsOf(users));
  });

  test('lists every kind of key that a stage can have', () => {
    const keys = listResources('AWS::KMS::Key').map(([, { Properties }]) => Properties.Description);
    expect(keys.length).toBeGreaterThan(3);
    const listed = firstColumn(text, 'Keys');
    for (const key of keys) expect(listed).toContainEqual(expect.stringContaining(`*${key}*`));
  });
});

describe('docs/logs.md', () => {
  const text = read('logs.md');

  test('describes every event as the list of events does, and names no other', () => {
    const listed = Object.values(eventLists).flatMap((list) => Object.entries<EventDefinition>(list));
    expect(listed.length).toBeGreaterThan(20);
    const rows = listed.map(([name, { level, fields, audited, metric }]) => [
      `\`${name}\``,
      level === 'BY_STATUS' ? 'INFO, ERROR from status 500 on' : level,
      fields.map((field) => `\`${field}\``).join(', '),
      audited ? 'yes' : '',
      metric === true ? 'yes' : metric === false ? '' : `\`${metric.dimension}\``,
    ]);
    const told = rowsBelow(text, 'Events').map(([name, level, , ...rest]) => [name, level, ...rest]);
    expect(told).toEqual(rows);
  });

  test('lists every log group that a stage can have', () => {
    const groups = listResources('AWS::Logs::LogGroup').map(([id]) => id);
    const listed = [...text.matchAll(/`(\w+)…`/g)].map(([, prefix = '']) => prefix);
    expect(groups.filter((id) => !listed.some((prefix) => id.startsWith(prefix)))).toEqual([]);
    expect(listed.filter((prefix) => !groups.some((id) => id.startsWith(prefix)))).toEqual([]);
  });
});

test('docs/reference/errors.md has every code of a problem, each with its status', () => {
  const statuses: Record<string, string> = {};
  // without a set status, API Gateway's own status applies
  for (const { code, status } of gatewayProblems) statuses[code] ??= `${status ?? '4xx'}`;
  for (const [code, { status }] of Object.entries({ ...problems, ...factorProblems }))
    statuses[code] = `${status}`;
  const listed = [...read('reference/errors.md').matchAll(/^\| `(\w+)` \| (\w+) \| \S/gm)];
  expect(listed.map(([, code, status]) => [code, status]).sort()).toEqual(Object.entries(statuses).sort());
});

test('docs/README.md links to every page, and the list of decisions to every decision', () => {
  const linked = (index: string) => [...read(index).matchAll(/\]\(([^)]+\.md)\)/g)].map(([, path]) => path);
  const pages = readdirSync(join(projectRoot, 'docs'), { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.md') && path !== 'README.md');
  expect(pages.length).toBeGreaterThan(30);
  const isDecision = (path: string) => /^decisions\/\d/.test(path);
  expect(linked('README.md')).toEqual(expect.arrayContaining(pages.filter((path) => !isDecision(path))));
  const decisions = pages.filter(isDecision).map((path) => path.replace('decisions/', ''));
  expect(linked('decisions/README.md').sort()).toEqual(decisions.sort());
});

describe('the list of peers in docs/threat-model.md', () => {
  const peers = firstColumn(read('threat-model.md'), 'Peers of the functions');

  test('has every service of AWS that a function calls, and Have I Been Pwned', () => {
    const clients = importing(/^@aws-sdk\/client-/).flatMap(({ imports }) =>
      imports.flatMap(({ target }) => /^@aws-sdk\/client-(.+)$/.exec(target)?.slice(1) ?? []),
    );
    const signed = files.flatMap(({ code }) => [...code.matchAll(/readAwsSettings\(\s*awsServices\.(\w+)/g)]);
    const names = new Map<string, string>(Object.entries(awsServices).map(([key, { name }]) => [key, name]));
    const services = new Set([...clients, ...signed.map(([, key = '']) => names.get(key))]);
    expect(services).toContain('kms');
    const hosts = [...services, 'api.pwnedpasswords.com']
      .map((name) => `\`${name}\``)
      .concat('the `ResponseURL` of CloudFormation');
    expect([...peers].sort()).toEqual(hosts.sort());
  });

  test('is complete: three files open connections, and the code contains one address', () => {
    const openers = importing(/^(node:)?(https?|http2|net|tls|dgram|dns|undici)$/).filter(
      // they only use net to recognize addresses
      ({ path }) =>
        path !== 'lambda/identity/throttling/source-key.ts' &&
        path !== 'lambda/shared/http/client-address.ts',
    );
    const callers = files
      // they run in a browser, where the policies of their pages allow calls of the API only
      .filter(
        ({ path }) =>
          !/^lambda\/(discovery\/link-pages\/create-page-kit|pages\/script\/[\w-]+)\.ts$/.test(path),
      )
      .filter(({ code }) => /\bfetch\(|\bnew (WebSocket|EventSource)\b/.test(code));
    expect(pathsOf([...openers, ...callers])).toEqual([
      'lambda/identity/passwords/breached-passwords.ts',
      'lambda/public-keys/handler.ts',
      'lambda/shared/aws/http-post.ts',
    ]);
    // the name of a namespace is not an address: nothing opens it
    const withoutNamespaces = (code: string) => code.replaceAll('xmlns="http://www.w3.org/2000/svg"', '');
    const hosts = files.flatMap(({ code }) => [
      ...withoutNamespaces(code).matchAll(/['"`]https?:\/\/([\w.-]+)/g),
    ]);
    expect(hosts.map(([, host]) => host)).toEqual(['api.pwnedpasswords.com']);
  });
});
