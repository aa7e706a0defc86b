/** Runs the commands of docs/operations.md that stop and start a region, against an AWS that has the stage's functions. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthStage } from './support/synth-stack';
import { projectRoot } from './support/synthesize';

const handbook = readFileSync(join(projectRoot, 'docs', 'operations.md'), 'utf8');
const [commands = ''] = /(?<=```\n)export AWS_PAGER[^`]*(?=```)/.exec(handbook) ?? [];

/** Stands in for the AWS CLI: its functions' limits are in a file, by name. */
const AWS = `#!${process.execPath}
const { readFileSync, writeFileSync } = require('node:fs');
const [, operation, ...rest] = process.argv.slice(2);
const option = (name) => rest[rest.indexOf('--' + name) + 1];
const file = __dirname + '/limits.json';
const limits = JSON.parse(readFileSync(file, 'utf8'));
const name = option('function-name');
if (option('region') !== 'eu-central-1') throw new Error('nothing is there');
if (operation === 'list-stack-resources') {
  const form = /^StackResourceSummaries\\[\\?ResourceType=='AWS::Lambda::Function' && !starts_with\\(LogicalResourceId, '(\\w+)'\\)\\]\\.PhysicalResourceId$/;
  const [, without] = form.exec(option('query'));
  console.log(Object.keys(limits).filter((id) => !id.startsWith(without)).join('\\t'));
} else if (operation === 'get-function-concurrency') {
  console.log(limits[name] ?? 'None');
} else {
  limits[name] = operation === 'put-function-concurrency' ? Number(option('reserved-concurrent-executions')) : null;
  if (operation === 'put-function-concurrency') console.log(limits[name]);
  writeFileSync(file, JSON.stringify(limits));
}
`;

let folder: string;
const functions = Object.keys(synthStage('full').findResources('AWS::Lambda::Function'));
const limits = () => JSON.parse(readFileSync(join(folder, 'limits.json'), 'utf8'));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'operations-'));
  writeFileSync(join(folder, 'aws'), AWS, { mode: 0o755 });
  writeFileSync(
    join(folder, 'limits.json'),
    JSON.stringify(Object.fromEntries(functions.map((id) => [id, 50]))),
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command of the handbook, and returns its lines. */
const run = (command: string) =>
  execFileSync('bash', ['-c', `${commands}\n${command}`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, PATH: `${folder}:${process.env.PATH}` },
  })
    .split('\n')
    .filter((line) => line !== '');

const isRequest = (id: string) => /^(Authorizer|Auth|Foo|Discovery)Handler/.test(id);

test('stop lets no function run that answers requests, leaves the forwarder of events alone, and shows it', () => {
  const lines = run('stop LatchkeyProd eu-central-1');
  const expected = functions.map((id) => [id, isRequest(id) ? 0 : 50]);
  expect(limits()).toEqual(Object.fromEntries(expected));
  expect(lines).toHaveLength(4);
  for (const line of lines) expect(line).toMatch(/^\w+ 0$/);
  expect(functions).toHaveLength(5);
});

test('start lets them run again, and shows it', () => {
  run('stop LatchkeyProd eu-central-1');
  const lines = run('start LatchkeyProd eu-central-1');
  expect(Object.values(limits()).filter((limit) => limit === null)).toHaveLength(4);
  expect(lines).toHaveLength(4);
  for (const line of lines) expect(line).toMatch(/^\w+ None$/);
});

test('where nothing is found, no line says that anything was stopped', () => {
  expect(run('stop LatchkeyProd eu-west-1')).toEqual([]);
  expect(Object.values(limits())).not.toContain(0);
});
