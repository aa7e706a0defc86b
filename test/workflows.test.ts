/** What the workflows of GitHub may do, and what they run. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '..', '.github', 'workflows');
const workflows = readdirSync(folder).map((name) => ({
  name,
  text: readFileSync(join(folder, name), 'utf8'),
}));
const linesOf = (text: string, pattern: RegExp) => text.split('\n').filter((line) => pattern.test(line));

test('every action is pinned by the hash of a commit, with its version beside it, and one hash each', () => {
  const used = workflows.flatMap(({ text }) => linesOf(text, /\buses:/).map((line) => line.trim()));
  expect(used.length).toBeGreaterThan(10);
  const pinned = /uses: ([\w.-]+\/[\w.-]+)(?:\/[\w-]+)?@([0-9a-f]{40} # v\d+\.\d+\.\d+)$/;
  const own = /uses: \.\/\.github\/workflows\/[\w-]+\.yml$/;
  expect(used.filter((line) => !pinned.test(line) && !own.test(line))).toEqual([]);
  const versions = new Map<string, Set<string>>();
  for (const [, action = '', version = ''] of used.map((line) => pinned.exec(line) ?? [])) {
    versions.set(action, (versions.get(action) ?? new Set()).add(version));
  }
  expect([...versions].filter(([, { size }]) => size > 1)).toEqual([]);
});

describe.each(workflows)('$name', ({ text }) => {
  test('begins with no right but to read the code, and hands on no token by a checkout', () => {
    expect(text).toMatch(/^permissions:( \{\}|\n {2}contents: read)\n/m);
    const checkouts = linesOf(text, /uses: actions\/checkout@/).length;
    expect(linesOf(text, /persist-credentials: false/)).toHaveLength(checkouts);
  });

  test('never runs the code of strangers with the rights of the repository', () => {
    expect(text).not.toMatch(/pull_request_target|workflow_run|secrets\.|write-all/);
  });

  test('puts no expression into a command, where its value would be run', () => {
    const commands = [...text.matchAll(/^( *)(?:- )?run: (.*(?:\n\1 {2,}.*)*)/gm)].map(
      ([, , command = '']) => command,
    );
    const withExpressions = commands.map((command) => command.split(/\n\s+(?:env|with|id|if):/)[0] ?? '');
    expect(withExpressions.filter((command) => command.includes('${{'))).toEqual([]);
  });

  test('ends by itself', () => {
    const runners = linesOf(text, /^\s+runs-on:/).length;
    expect(linesOf(text, /^\s+timeout-minutes:/)).toHaveLength(runners);
  });
});

test('AWS gives its roles to single environments, branches and pull requests of the repository', () => {
  const template = readFileSync(join(folder, '..', 'aws', 'workflow-roles.yaml'), 'utf8');
  const subjects = linesOf(template, /githubusercontent\.com:sub:/).map((line) => line.split('"')[1]);
  expect(subjects).toEqual([
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own
    'repo:${Repository}:environment:${Stage}',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own
    'repo:${Repository}:pull_request',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own
    'repo:${Repository}:ref:refs/heads/main',
  ]);
  expect(linesOf(template, /githubusercontent\.com:aud: sts\.amazonaws\.com/)).toHaveLength(3);
});
