import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../support/synthesize';
import { checkFile } from './check-file';
import { readSynonyms } from './glossary';
import { formatOffence } from './offence';
import { phrases } from './phrases';

const read = (name: string) => readFileSync(join(projectRoot, 'docs', name), 'utf8');
const all = [...phrases, ...readSynonyms(read('glossary.md'))];
const check = (path: string, source: string) => checkFile(path, source, all).map(formatOffence);

/** A file of each kind of place, each with one offense in its third line. */
const PLANTED: readonly (readonly [place: string, path: string, source: string])[] = [
  ['a paragraph of Markdown', 'docs/a.md', '# A\n\nNobody knows.\n'],
  ['an item of Markdown', 'README.md', '# A\n\n- one that nobody knows\n'],
  ['a cell of Markdown', 'docs/a.md', '| A |\n|---|\n| nobody |\n'],
  ['a heading of Markdown', 'docs/a.md', 'A\n\n## Nobody\n'],
  ['a line comment', 'test/a.test.ts', "import 'a';\n\n// nobody knows\n"],
  ['a comment behind code', 'lib/a.ts', '\n\nconst a = 1; // nobody knows\n'],
  ['a doc comment', 'lambda/a.ts', '/**\n * Returns it.\n * @throws Error when nobody knows\n */\n'],
  ['a comment of a CommonJS module', 'local/a.cjs', '\n\n/* nobody knows */\nmodule.exports = {};\n'],
  ['a comment of an ES module', 'client/a.mjs', '\n\n/* nobody knows */\nexport {};\n'],
  ['a text of an error', 'lambda/shared/a.ts', "\n\nthrow new Error('Nobody is signed in');\n"],
  [
    'a description of the OpenAPI document',
    'lambda/auth/descriptions.ts',
    "\n\nexport const a = { summary: 'What nobody knows' };\n",
  ],
  ['a text for --help', 'bin/a.ts', `const HELP = \`Usage: a\n\n  --b  what $\{name} and nobody know\`;\n`],
  ['a text of a page', 'local/pages/a.ts', '\n\nexport const a = html`<p>Nobody knows</p>`;\n'],
  ['a comment of a shell script', '.ci/a.sh', 'echo "# a"\n\nb=1 # nobody knows\n'],
  ['a script without an extension', '.ci/run', '#!/usr/bin/env bash\n# a\n# that nobody knows\n'],
  ['a comment of YAML', '.github/workflows/a.yml', "a: 'b # c'\n\n# nobody knows\n"],
  ['a comment of a style sheet', 'local/pages/assets/a.css', 'a {\n}\n/* nobody knows */\n'],
];

test.each(PLANTED)('an offence in %s is reported with its place and what to write', (_, path, source) => {
  const [reported, ...others] = check(path, source);
  expect(others).toEqual([]);
  expect(reported).toMatch(
    new RegExp(`^${path.replace('.', '\\.')}:3 {2}"nobody": write the role: client`, 'i'),
  );
});

test('a phrase that a line break divides is found', () => {
  expect(check('lib/a.ts', '/**\n * A key has\n * to be there.\n */\n')).toEqual([
    expect.stringContaining('lib/a.ts:2  "has to"'),
  ]);
  expect(check('lib/a.ts', '// a key has\n// to be there\n')).toHaveLength(1);
  expect(check('.ci/a.sh', '# a key has\n# to be there\n')).toHaveLength(1);
  expect(check('docs/a.md', 'A key has\nto be there.\n')).toHaveLength(1);
});

test('a synonym of the glossary is reported with its term', () => {
  expect(check('docs/a.md', 'Each login is counted.\n')).toEqual([
    'docs/a.md:1  "login": write "sign-in" (docs/glossary.md)',
  ]);
});

test.each([
  ['code in backquotes', 'docs/a.md', 'The event `login` of `nobody`.\n'],
  ['a code block', 'docs/a.md', '```text\nnobody\n```\n'],
  ['code in a comment', 'lib/a.ts', '/** Returns `nobody`. */\n'],
  ['an address', 'lib/a.ts', '/** https://example.com/login */\n'],
  ['a name in the code', 'lib/a.ts', "import { login } from './login';\nlogin('nobody');\n"],
  ['a string of a test', 'test/a.test.ts', "signIn('a user that nobody knows');\n"],
  ['a part of another word', 'docs/a.md', 'A nobody-else and catalogins.\n'],
  [
    'idioms',
    'docs/a.md',
    'There is no key. It is no longer valid. It is no more than a hint. Go on to the next page. It fails for good reasons.\n',
  ],
  ['quoted lines of a document', 'docs/a.md', '<!-- words-off -->\n\nNobody.\n\n<!-- words-on -->\n'],
  ['quoted lines of code', 'lib/a.ts', "// words-off\nconst a = 'nobody knows';\n// words-on\n"],
  ['a file of another kind', 'a.json', '{"a": "nobody knows"}'],
])('%s may hold any word', (_, path, source) => {
  expect(check(path, source)).toEqual([]);
});

test('quoting ends where it is ended', () => {
  expect(check('docs/a.md', '<!-- words-off -->\n\nA.\n\n<!-- words-on -->\n\nNobody.\n')).toHaveLength(1);
});

describe('sentences of a document', () => {
  const sentence = (words: number) => `${'word '.repeat(words - 1)}end.`;

  test('of 40 words pass, and of 41 are reported', () => {
    const short = 'Short. '.repeat(10);
    expect(check('docs/a.md', `${short}\n\n${sentence(40)}\n`)).toEqual([]);
    expect(check('docs/a.md', `${short}\n\n${sentence(41)}\n`)).toEqual([
      expect.stringMatching(/^docs\/a\.md:3 .* this sentence has 41$/),
    ]);
  });

  test('of more than 20 words on average are reported', () => {
    expect(check('docs/a.md', `${sentence(20)}\n`)).toEqual([]);
    expect(check('docs/a.md', `${sentence(21)}\n`)).toEqual([
      expect.stringMatching(/^docs\/a\.md:1 .* they have 21\.0 words on average, and 20 are allowed$/),
    ]);
  });

  test('are not measured in tables, headings and code blocks', () => {
    const long = sentence(50);
    expect(
      check('docs/a.md', `# ${long}\n\n| A |\n|---|\n| ${long} |\n\n\`\`\`text\n${long}\n\`\`\`\n`),
    ).toEqual([]);
  });
});

describe('the table of phrases in docs/style.md', () => {
  const [, table = ''] = read('style.md').split('\n### Phrases that the check reports\n');
  const listed = [...table.matchAll(/^\| (`[^|]+?) (?:\(but [^|]+)?\|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, phrase = '']) => phrase),
  );

  test('lists only phrases that are reported', () => {
    expect(listed.length).toBeGreaterThan(phrases.length);
    expect(listed.filter((phrase) => check('docs/a.md', `${phrase} x\n`).length === 0)).toEqual([]);
  });

  test('lists each phrase that is reported', () => {
    const missing = phrases.filter((phrase) =>
      listed.every((text) => checkFile('docs/a.md', `${text} x\n`, [phrase]).length === 0),
    );
    expect(missing).toEqual([]);
  });
});

test('a glossary of another form is an error, so that the check cannot end unnoticed', () => {
  expect(() => readSynonyms('# Glossary\n\n- sign-in, not login\n')).toThrow(
    'no row with a forbidden synonym',
  );
});
