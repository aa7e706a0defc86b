/** Runs the quick start of README.md on a local run, and compares each response with the one in the page. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { routes } from '../lambda/routes';
import { type LocalRun, startLocalRun } from '../local/start-local-run';
import { readMails } from './support/read-mails';
import { projectRoot } from './support/synthesize';

const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8');
const [, quickStart = ''] = readme.split('\n## Quick start\n');
/** The blocks of the quick start: commands, and responses as JSON. */
const blocks = [...(quickStart.split('\n## ')[0] ?? '').matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)];
const examples = blocks.flatMap(([, language, shown = ''], place) =>
  language === 'json' ? [{ command: blocks[place - 1]?.[2] ?? '', shown: JSON.parse(shown) }] : [],
);

let run: LocalRun;

beforeAll(async () => {
  run = await startLocalRun({ memory: true });
});
afterAll(() => run?.close());

/** Replaces values that differ in every run with their types. */
function toShape(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toShape(member)]));
}

test('the quick start shows the command that starts the API, and three responses', () => {
  expect(blocks[0]?.[2]).toBe('npm ci && npm start\n');
  expect(examples).toHaveLength(3);
});

test('its commands return what it shows', async () => {
  const bodies: unknown[] = [];
  for (const { command } of examples) {
    const local = command.replaceAll('localhost:3000', new URL(run.origin).host);
    const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', local]);
    bodies.push(JSON.parse(stdout));
  }
  expect(bodies.map(toShape)).toEqual(examples.map(({ shown }) => toShape(shown)));
  const [, , problem] = examples;
  expect(bodies[2]).toEqual({ ...problem?.shown, requestId: expect.any(String) });
  expect(bodies[0]).toMatchObject({ token_type: 'Bearer', expires_in: 3600, user: { username: 'ada' } });
  expect(bodies[1]).toMatchObject({ name: 'first' });
});

test('its commands about mails lead to the mails that it names', async () => {
  const commands = blocks.flatMap(([, , command = '']) => (command.includes('grace') ? [command] : []));
  expect(commands).toHaveLength(2);
  const [signUp = '', reset = ''] = commands.map((command) =>
    command.replaceAll('localhost:3000', new URL(run.origin).host),
  );
  const execute = async (command: string) => {
    const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', command]);
    return JSON.parse(stdout);
  };
  const { access_token: token } = await execute(signUp);
  const [{ code } = { code: '' }] = await readMails('grace@example.com', 1, run.origin);
  await fetch(`${run.origin}/users/me/email/verification`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  expect(await execute(reset)).toEqual({ reset_id: expect.any(String) });
  const [mail] = await readMails('grace@example.com', 2, run.origin);
  expect(mail).toMatchObject({
    kind: 'reset-password',
    link: expect.stringContaining('/reset-password?id='),
  });
});

test('it lists the routes of the API', () => {
  const [, section = ''] = readme.split('\n## Routes\n');
  const listed = [...section.matchAll(/`([A-Z]+ \/[^`]+)`/g)].map(([, route]) => route);
  expect(listed.sort()).toEqual(Object.keys(routes).sort());
});

test('it shows at most 150 lines, and its picture', () => {
  expect(readme.split('\n').length).toBeLessThanOrEqual(151);
  const [, picture = ''] = /!\[[^\]]+\]\(([^)]+)\)/.exec(readme) ?? [];
  expect(existsSync(join(projectRoot, picture))).toBe(true);
});
