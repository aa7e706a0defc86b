/** Runs the commands of docs/how-to/run-a-standby.md that stop and start a region, against an AWS that has the stage's functions. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthStage } from './support/synth-stack';
import { projectRoot } from './support/synthesize';

const page = readFileSync(join(projectRoot, 'docs', 'how-to', 'run-a-standby.md'), 'utf8');
const [commands = ''] = /(?<=```sh\n)export AWS_PAGER[^`]*(?=```)/.exec(page) ?? [];

/** Replaces the AWS CLI. Each function is a file that contains its limit, or nothing. A shell starts faster than Node.js. */
const AWS = `#!/usr/bin/env bash
set -eu
operation=$2
shift 2
while [ $# -gt 0 ]; do
  case $1 in
    --region) region=$2 ;;
    --function-name) name=$2 ;;
    --query) query=$2 ;;
    --reserved-concurrent-executions) limit=$2 ;;
  esac
  shift 2
done
[ "$region" = eu-central-1 ]
cd "$(dirname "$0")/limits"
case $operation in
  list-stack-resources)
    other=" && !starts_with\\(LogicalResourceId, '([A-Za-z0-9_]+)'\\)"
    form="^StackResourceSummaries\\[\\?ResourceType=='AWS::Lambda::Function'$other$other$other\\]\\.PhysicalResourceId$"
    [[ $query =~ $form ]]
    for id in *; do
      [[ $id == "\${BASH_REMATCH[1]}"* || $id == "\${BASH_REMATCH[2]}"* || $id == "\${BASH_REMATCH[3]}"* ]] || printf '%s\\t' "$id"
    done
    ;;
  get-function-concurrency) read -r limit < "$name" && echo "$limit" || echo None ;;
  put-function-concurrency) new=$limit && echo "$new" | tee "$name" ;;
  delete-function-concurrency) : > "$name" ;;
  *) exit 1 ;;
esac
`;

let folder: string;
const functions = Object.keys(synthStage('all-features').findResources('AWS::Lambda::Function'));
const limitsIn = () => join(folder, 'limits');
const limits = () =>
  Object.fromEntries(
    readdirSync(limitsIn()).map((id) => {
      const limit = readFileSync(join(limitsIn(), id), 'utf8').trim();
      return [id, limit === '' ? null : Number(limit)];
    }),
  );

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'operations-'));
  writeFileSync(join(folder, 'aws'), AWS, { mode: 0o755 });
  mkdirSync(limitsIn());
  for (const id of functions) writeFileSync(join(limitsIn(), id), '50\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command of the page, and returns its output lines. */
const run = (command: string) =>
  execFileSync('bash', ['-c', `${commands}\n${command}`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, PATH: `${folder}:${process.env.PATH}` },
  })
    .split('\n')
    .filter((line) => line !== '');

const isRequest = (id: string) =>
  /^(Authorizer|Auth|Foo|Discovery|Mail|MailFeedback|Factors)Handler/.test(id);

test('stop stops every function that serves requests, keeps the event forwarder and the functions for deployments running, and shows it', () => {
  const lines = run('stop LatchkeyProd eu-central-1');
  const expected = functions.map((id) => [id, isRequest(id) ? 0 : 50]);
  expect(limits()).toEqual(Object.fromEntries(expected));
  expect(lines).toHaveLength(7);
  for (const line of lines) expect(line).toMatch(/^\w+ 0$/);
  expect(functions).toHaveLength(16);
});

test('start starts them again, and shows it', () => {
  run('stop LatchkeyProd eu-central-1');
  const lines = run('start LatchkeyProd eu-central-1');
  expect(Object.values(limits()).filter((limit) => limit === null)).toHaveLength(7);
  expect(lines).toHaveLength(7);
  for (const line of lines) expect(line).toMatch(/^\w+ None$/);
});

test('if no function is found, no line reports a stopped function', () => {
  expect(run('stop LatchkeyProd eu-west-1')).toEqual([]);
  expect(Object.values(limits())).not.toContain(0);
});
