import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { renderSettings } from '../../../bin/reference/render-settings';
import { withDefaults } from '../../../lib/stages/stage-settings';
import { stageSettings } from '../../../lib/stages/stages';
import { projectRoot } from '../../support/synthesize';

const file = join(projectRoot, 'docs/reference/settings.md');
const page = readFileSync(file, 'utf8');
const [settings = '', values = ''] = page.split('\n## Types of values\n');
const namesIn = (text: string) => [...text.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);

test('docs/reference/settings.md equals the output of `npm run settings`', () => {
  expect(page).toBe(renderSettings());
});

test('it lists every setting that has a default or that a stage sets, each once', () => {
  const complete = [
    withDefaults({ retainData: false }),
    stageSettings('prod'),
    stageSettings('all-features'),
  ];
  const known = complete.flatMap((stage) => Object.keys(stage));
  expect(namesIn(settings)).toEqual(expect.arrayContaining([...new Set(known)]));
  expect(new Set(namesIn(settings)).size).toBe(namesIn(settings).length);
});

test('it describes the type of every value that a setting names', () => {
  const types = [...page.matchAll(/\b([A-Z]\w+Settings|SigningKeyEntry|AlsoGrant)\b/g)].map(([name]) => name);
  const described = [...values.matchAll(/^### (\w+)$/gm)].map(([, name]) => name);
  expect(described.sort()).toEqual([...new Set(types)].sort());
});

test('every setting has a description, and every page that it references exists', () => {
  const empty = settings.split('\n').filter((line) => /^\| `.*\| *\|$/.test(line));
  expect(empty).toEqual([]);
  const links = [...page.matchAll(/\]\((\.\.[^)#]*)/g)].map(([, link = '']) => link);
  expect(links.filter((link) => !existsSync(join(dirname(file), link)))).toEqual([]);
});
