/** Checks the permissions and the steps of the GitHub workflows. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = join(__dirname, '..', '.github', 'workflows');
const workflows = readdirSync(folder).map((name) => ({
  name,
  text: readFileSync(join(folder, name), 'utf8'),
}));
const linesOf = (text: string, pattern: RegExp) => text.split('\n').filter((line) => pattern.test(line));

test('every action is pinned by the hash of a commit, with its version next to it, and one hash each', () => {
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
  test('starts with only the permission to read the code, and its checkout stores no token', () => {
    expect(text).toMatch(/^permissions:( \{\}|\n {2}contents: read)\n/m);
    const checkouts = linesOf(text, /uses: actions\/checkout@/).length;
    expect(linesOf(text, /persist-credentials: false/)).toHaveLength(checkouts);
  });

  test('never runs code of forks with the permissions of the repository', () => {
    expect(text).not.toMatch(/pull_request_target|workflow_run|secrets\.|write-all/);
  });

  test('inserts no expression into a command, where its value would be executed', () => {
    const commands = [...text.matchAll(/^( *)(?:- )?run: (.*(?:\n\1 {2,}.*)*)/gm)].map(
      ([, , command = '']) => command,
    );
    const withExpressions = commands.map((command) => command.split(/\n\s+(?:env|with|id|if):/)[0] ?? '');
    expect(withExpressions.filter((command) => command.includes('${{'))).toEqual([]);
  });

  test('has a time limit', () => {
    const runners = linesOf(text, /^\s+runs-on:/).length;
    expect(linesOf(text, /^\s+timeout-minutes:/)).toHaveLength(runners);
  });
});

test('AWS grants its roles only to named environments and pull requests of the repository', () => {
  const template = readFileSync(join(folder, '..', 'aws', 'workflow-roles.yaml'), 'utf8');
  const parameters: Record<string, string> = {
    Repository: 'octocat/my-repo',
    Owner: 'octocat',
    OwnerId: '123456',
    Name: 'my-repo',
    RepositoryId: '456789',
    Stage: 'prod',
  };
  const subjects = [...template.matchAll(/"(repo:[^"]*)"/g)].map(([, subject = '']) =>
    subject.replace(/\$\{(\w+)\}/g, (_, name) => parameters[name] ?? `unknown ${name}`),
  );
  // both forms of the subject: https://docs.github.com/en/actions/reference/security/oidc
  expect(subjects).toEqual([
    'repo:octocat/my-repo:environment:prod',
    'repo:octocat@123456/my-repo@456789:environment:prod',
    'repo:octocat/my-repo:pull_request',
    'repo:octocat@123456/my-repo@456789:pull_request',
  ]);
  expect(linesOf(template, /githubusercontent\.com:aud: sts\.amazonaws\.com/)).toHaveLength(2);
  expect(template).not.toContain('StringLike');
});

test('no job that may assume a role runs install scripts of packages', () => {
  const jobs = workflows.flatMap(({ text }) => text.split(/\n(?= {2}[\w-]+:\n)/));
  const privileged = jobs.filter((job) => job.includes('id-token: write'));
  // the deploy and the diff
  expect(privileged).toHaveLength(2);
  for (const job of privileged) {
    const installs = linesOf(job, /npm (ci|install)/);
    expect(installs.filter((line) => !line.includes('--ignore-scripts'))).toEqual([]);
    expect(job).not.toMatch(/cdk synth|npx jest/);
  }
});

test('every action is of a major version that runs on a supported Node', () => {
  // the first major version of each action that runs on Node.js 24
  const first: Record<string, number> = {
    'actions/checkout': 5,
    'actions/setup-node': 5,
    'actions/upload-artifact': 6,
    'actions/download-artifact': 7,
    'actions/dependency-review-action': 5,
    'aws-actions/configure-aws-credentials': 6,
    'github/codeql-action': 4,
  };
  const used = workflows.flatMap(({ text }) => [
    ...text.matchAll(/uses: ([\w-]+\/[\w-]+)(?:\/[\w-]+)?@\S+ # v(\d+)/g),
  ]);
  expect(used.length).toBeGreaterThan(10);
  const old = used.filter(
    ([, action = '', major]) => Number(major) < (first[action] ?? Number.POSITIVE_INFINITY),
  );
  expect(old.map(([line]) => line)).toEqual([]);
});

test('a schedule checks for known vulnerabilities, and newer versions are proposed', () => {
  const audit = workflows.find(({ name }) => name === 'audit.yml')?.text;
  expect(audit).toMatch(/schedule:\n\s+- cron:/);
  expect(audit).toContain('npm audit --audit-level=moderate');
  const dependabot = readFileSync(join(folder, '..', 'dependabot.yml'), 'utf8');
  // project-files.test.ts compares the folders
  expect(linesOf(dependabot, /package-ecosystem/).map((line) => line.split(': ')[1])).toEqual([
    'npm',
    'npm',
    'github-actions',
  ]);
});

test('the lock file contains the hash of every package, for every platform', () => {
  const { packages } = JSON.parse(readFileSync(join(__dirname, '..', 'package-lock.json'), 'utf8'));
  const fetched = Object.entries<{ integrity?: string; inBundle?: boolean; link?: boolean }>(packages).filter(
    ([path, { inBundle, link }]) => path.includes('node_modules/') && !inBundle && !link,
  );
  expect(fetched.length).toBeGreaterThan(300);
  const without = fetched
    .filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))
    .map(([path]) => path);
  // node .ci/complete-lock-file.mjs adds missing hashes
  expect(without).toEqual([]);
});

describe('a tool of .ci/run', () => {
  const bash = '/bin/bash';
  let tools: string;
  beforeEach(() => {
    tools = mkdtempSync(join(tmpdir(), 'tools-'));
  });
  afterEach(() => rmSync(tools, { recursive: true }));

  const addTool = (name: string, script: string) =>
    writeFileSync(join(tools, name), `#!${bash}\n${script}\n`, { mode: 0o755 });
  /** Returns the exit code of a function of .ci/install-tools.sh, in an environment that has only the added tools. */
  const install = (name: string, environment: Record<string, string> = {}) =>
    spawnSync(bash, ['-c', `source .ci/install-tools.sh && scratch=${tools} && ${name}`], {
      cwd: join(__dirname, '..'),
      env: { PATH: tools, ...environment },
    }).status;

  test.each(['install_cfn_lint', 'install_chromium', 'install_oathtool'])(
    'that is missing and cannot be installed is a failure: %s',
    (name) => {
      for (const installer of ['python3', 'apt-get', 'sudo']) addTool(installer, 'exit 1');
      addTool('id', 'echo 0');
      expect(install(name)).toBe(1);
    },
  );

  test.each([
    ['install_cfn_lint', 'cfn-lint'],
    ['install_chromium', 'chromium'],
    ['install_oathtool', 'oathtool'],
  ])('that exists is used: %s', (name, tool) => {
    addTool(tool, 'exit 0');
    expect(install(name)).toBe(0);
  });

  test('Chromium may be at another path, and must exist', () => {
    addTool('my-browser', 'exit 0');
    expect(install('install_chromium', { CHROMIUM_PATH: join(tools, 'my-browser') })).toBe(0);
    expect(install('install_chromium', { CHROMIUM_PATH: join(tools, 'none') })).toBe(127);
  });
});
