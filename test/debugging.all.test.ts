/** Plants the bug of docs/how-to/debug.md in a copy of the project, and compares the page with the output of the local run and the log. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEventPrinter } from '../local/cli/print-event';
import type { LocalEvent } from '../local/run/event';
import { type LocalRun, startLocalRun } from '../local/start-local-run';
import { copyProject } from './support/copy-project';
import { projectRoot } from './support/synthesize';

const SOURCE = 'lambda/discovery/get-issuer-metadata.ts';
const PATH = '/.well-known/openid-configuration';
const page = readFileSync(join(projectRoot, 'docs', 'how-to', 'debug.md'), 'utf8');
/** The terminal output that the page shows. */
const [, shown = ''] = /```text\n( {2}Discovery[\s\S]*?)```/.exec(page) ?? [];
/** The source line that fails. */
const [, bug = ''] = /^ *\d+ \| (.*)$/m.exec(shown) ?? [];

let place: string;
let project: string;
let run: LocalRun;
const events: LocalEvent[] = [];

beforeAll(async () => {
  project = copyProject(['lib', 'lambda', 'bin']);
  const source = readFileSync(join(project, SOURCE), 'utf8');
  writeFileSync(join(project, SOURCE), source.replace('  return () => metadata;', bug));
  const line = source.split('\n').indexOf('  return () => metadata;') + 1;
  place = `${SOURCE}:${line}:${bug.lastIndexOf('self') + 1}`;
  run = await startLocalRun({ project, memory: true, onEvent: (event) => events.push(event) });
});
afterAll(async () => {
  await run?.close();
  rmSync(project, { recursive: true, force: true });
});

const written = (kind: 'output' | 'error') =>
  events.flatMap((event) =>
    event.kind === 'function-log' && event.log.kind === kind ? [event.log.text] : [],
  );

test('the terminal shows what the page shows', async () => {
  const response = await fetch(`${run.origin}${PATH}`);
  expect(response.status).toBe(500);
  expect(await response.text()).not.toMatch(/TypeError|get-issuer/);
  const print = createEventPrinter({ colours: false });
  const lines = events
    .map((event) => print(event) ?? '')
    .join('\n')
    .split('\n')
    .filter((line) => !line.includes(' ERROR {'));
  const first = lines.findIndex((line) => line.includes('TypeError'));
  // ids, times and line numbers differ
  const anonymous = (text: string) =>
    text
      .replace(/[\da-f]{8}-[\da-f-]{27}/, 'ID')
      .replace(/\d+ ms/, 'N ms')
      .replace(/:\d+:\d+/g, ':LINE:COLUMN')
      .replace(/^ +\d+ \|/gm, 'LINE |');
  expect(anonymous(`${lines.slice(first).join('\n')}\n`)).toBe(anonymous(shown));
});

test('the page of the requests shows the same', async () => {
  const overview = await (await fetch(`${run.origin}/_local/`)).text();
  expect(overview).toContain('<summary>TypeError: Cannot read properties of undefined');
  expect(overview).toContain(`  at ${place}`);
});

test('the log line on AWS has the place in the source and no message', () => {
  const [line] = written('output').map((text) => JSON.parse(text));
  expect(line).toMatchObject({ level: 'ERROR', event: 'request', status: 500, code: 'INTERNAL' });
  expect(line.error).toEqual({ name: 'TypeError', at: expect.any(Array) });
  expect(line.error.at[0]).toBe(`at ${place}`);
});

test("the configuration for VS Code is JSON, and reads the folder of the run's builds", () => {
  const configuration = readFileSync(join(projectRoot, '.vscode', 'launch.json'), 'utf8');
  const [attach] = JSON.parse(configuration).configurations;
  expect(attach).toMatchObject({ type: 'node', request: 'attach', port: 9229 });
  const [definition] = run.app.functions;
  expect(definition?.codePath.startsWith(join(project, '.local'))).toBe(true);
  expect(attach.outFiles).toEqual([expect.stringMatching(/\/\.local\/\*\*\/\*\.js$/)]);
});
