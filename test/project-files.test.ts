/** Compares the files that editors, git and GitHub read with the project. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from './support/synthesize';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');
const git = (...args: string[]) => execFileSync('git', args, { cwd: projectRoot, encoding: 'utf8' });
const files = git('ls-files', '-z').split('\0').slice(0, -1);

/** Returns the files for which .gitattributes sets an attribute. */
function filesWith(attribute: string, value: string): readonly string[] {
  const fields = git('check-attr', '-z', attribute, '--', ...files).split('\0');
  return files.filter((_, index) => fields[index * 3 + 2] === value);
}

test('.nvmrc names the Node of Lambda, of CI and of the types', () => {
  const version = read('.nvmrc').trim();
  const workflows = readdirSync(join(projectRoot, '.github', 'workflows')).map((name) =>
    read(`.github/workflows/${name}`),
  );
  const used = workflows.flatMap((text) => [...text.matchAll(/node-version: "(\d+)"/g)]);
  expect(used.length).toBeGreaterThan(5);
  expect([...new Set(used.map(([, major]) => major))]).toEqual([version]);
  expect(read('.github/workflows/ci.yml')).toMatch(new RegExp(`^\\s+node: \\[.*"${version}"\\]$`, 'm'));
  expect(read('lib/constructs/functions/service-function.ts')).toContain(`Runtime.NODEJS_${version}_X`);
  expect(JSON.parse(read('package.json')).devDependencies['@types/node']).toMatch(
    new RegExp(`^${version}\\.`),
  );
});

test('Dependabot covers every folder with a lock file, for versions and for vulnerabilities', () => {
  const entries = read('.github/dependabot.yml').split(/\n(?= {2}- package-ecosystem: )/);
  const npm = entries.filter((entry) => entry.includes('package-ecosystem: npm'));
  const folders = npm.map((entry) => /directory: (\S+)/.exec(entry)?.[1]);
  const locked = files.filter((path) => /(^|\/)package-lock\.json$/.test(path)).map(dirname);
  expect(locked.length).toBeGreaterThan(1);
  expect(folders.sort()).toEqual(locked.map((path) => join('/', path)).sort());
  for (const entry of npm) {
    expect(entry).toContain('applies-to: security-updates');
    expect(entry).toMatch(/cooldown:\n\s+default-days: 7/);
  }
  const { workspaces }: { workspaces: string[] } = JSON.parse(read('package.json'));
  const manifests = files.filter((path) => /(^|\/)package\.json$/.test(path)).map(dirname);
  expect(manifests.sort()).toEqual([...new Set([...locked, ...workspaces])].sort());
});

test('.gitattributes marks the generated files, and no other', () => {
  const generated = filesWith('linguist-generated', 'set');
  // the formatter ignores these files too; the rest of docs/ is prose
  const { includes }: { includes: string[] } = JSON.parse(read('biome.json')).files;
  const excluded = includes.filter((glob) => /^![^*]/.test(glob)).map((glob) => glob.slice(1));
  const isWritten = (path: string) =>
    excluded.some((name) => path === name || path.startsWith(`${name}/`)) ||
    /(^|\/)package-lock\.json$|\.snap$|^test\/releases\/recorded\//.test(path) ||
    (path.endsWith('.md') && /^# .*\n\nWritten by `npm run /.test(read(path)));
  const written = files.filter(isWritten);
  expect(written).toEqual(expect.arrayContaining(['client/src/api-types.ts', 'docs/asvs.md']));
  expect(generated).toEqual(written);
});

test('the package of the local run contains each of its folders', () => {
  const { files: published }: { files: string[] } = JSON.parse(read('local/package.json'));
  const entries = files.flatMap((path) => /^local\/([^/]+)/.exec(path)?.slice(1) ?? []);
  const sources = new Set(entries.filter((name) => name !== 'package.json' && name !== 'README.md'));
  expect([...published].sort()).toEqual([...sources].sort());
});

test('texts are UTF-8 with LF, without spaces at the ends of lines, as .editorconfig says', () => {
  expect(read('.editorconfig')).toMatch(/^root = true$/m);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const isUneven = (path: string) => {
    const text = decoder.decode(readFileSync(join(projectRoot, path)));
    return /\r|[ \t]$/m.test(text) || (text !== '' && !text.endsWith('\n'));
  };
  const others = new Set([...filesWith('linguist-generated', 'set'), ...filesWith('binary', 'set')]);
  expect(files.filter((path) => !others.has(path) && isUneven(path))).toEqual([]);
});

describe('.github/ISSUE_TEMPLATE', () => {
  test.each(['bug', 'feature'])('%s.yml is a form that asks for what is needed', (name) => {
    const form = read(`.github/ISSUE_TEMPLATE/${name}.yml`);
    for (const key of ['name', 'description', 'labels', 'body']) {
      expect(form).toMatch(new RegExp(`^${key}:`, 'm'));
    }
    expect(form).toContain('required: true');
    const ids = [...form.matchAll(/^ {4}id: (\S+)$/gm)].map(([, id]) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  test('config.yml leads vulnerabilities to private reporting, by the page that SECURITY.md names', () => {
    const config = read('.github/ISSUE_TEMPLATE/config.yml');
    expect(config).toContain('blank_issues_enabled: false');
    const [, url = 'none'] = /url: (\S+)/.exec(config) ?? [];
    expect(read('SECURITY.md')).toContain(url);
    expect(config).toContain('SECURITY.md');
  });

  test('forms and the pull-request template name commands and files that exist', () => {
    const { scripts } = JSON.parse(read('package.json'));
    const texts = ['ISSUE_TEMPLATE/bug.yml', 'ISSUE_TEMPLATE/feature.yml', 'pull_request_template.md'].map(
      (name) => read(`.github/${name}`),
    );
    const commands = texts.flatMap((text) => [...text.matchAll(/npm run ([a-z:]+)\b(?!:)/g)]);
    expect(commands.length).toBeGreaterThan(0);
    expect(commands.map(([, name = '']) => name).filter((name) => !(name in scripts))).toEqual([]);
    const documents = texts.flatMap((text) => [...text.matchAll(/\b[\w/-]+\.(?:md|json)\b/g)].map(String));
    expect(documents.filter((path) => !files.includes(path) && path !== 'README.md')).toEqual([]);
  });
});

test('.vscode has what the documents describe, and no personal setting', () => {
  const [launch, settings, extensions] = ['launch', 'settings', 'extensions'].map((name) =>
    JSON.parse(read(`.vscode/${name}.json`)),
  );
  expect(launch.configurations).toMatchObject([{ name: 'Local run', request: 'attach', port: 9229 }]);
  expect(read('docs/how-to/debug.md')).toContain('port 9229');
  expect(extensions.recommendations).toContain(settings['editor.defaultFormatter']);
  const shown = ['launch.json', 'settings.json', 'extensions.json'].map((name) => `.vscode/${name}`);
  expect(files.filter((path) => path.startsWith('.vscode/')).sort()).toEqual(shown.sort());
});
