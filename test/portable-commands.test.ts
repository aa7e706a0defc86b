/** Checks that commands which users copy from documents, or run with npm, work unchanged in every shell. */
import { execSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './support/synthesize';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');
const documents = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'client/README.md', 'local/README.md'],
  ...readdirSync(join(projectRoot, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];
const scripts = Object.entries<string>(JSON.parse(read('package.json')).scripts);

/** Returns the lines within fences. */
function linesToCopy(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^```.*\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']) => block.split('\n'));
}

test.each(documents)('%s shows commands without a prompt, and a synthesis without its template', (path) => {
  const lines = linesToCopy(read(path));
  expect(lines.filter((line) => /^\s*[$>] /.test(line))).toEqual([]);
  expect(lines.filter((line) => /\bcdk synth\b(?!.*--quiet)/.test(line))).toEqual([]);
});

test('README.md shows commands to copy', () => {
  expect(linesToCopy(read('README.md')).filter((line) => /^curl /.test(line)).length).toBeGreaterThan(1);
});

test.each(scripts)('the script %s needs no POSIX shell', (_name, command) => {
  expect(command).not.toMatch(/(?:^|&& *)\w+=|[;$|`]/);
  const [, file] = /--env-file=(\S+)/.exec(command) ?? [];
  expect(file === undefined || existsSync(join(projectRoot, file))).toBe(true);
});

// other tests start commands in a way that takes less time
test('a command runs by npm as the documents show it', () => {
  const { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: _, ...env } = process.env;
  const options = { cwd: projectRoot, encoding: 'utf8', env } as const;
  expect(execSync('npm run --silent users:unlock -- --help', options)).toContain('--user');
});
