/** Checks that commands which users copy from documents, or run with npm, work unchanged in every shell. */
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
  const [, program] = /^node (?:--\S+ (?:tsx )?)*(\S+)/.exec(command) ?? [];
  const [, variables] = /--env-file=(\S+)/.exec(command) ?? [];
  for (const file of [program, variables]) {
    expect(file === undefined || existsSync(join(projectRoot, file))).toBe(true);
  }
});
