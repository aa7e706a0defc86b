/** The contract suites of stores, on a table of which the first answer to each call is lost. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOST_ANSWERS } from '../../fakes/store-levels';

process.env[LOST_ANSWERS] = '1';

const folder = join(__dirname, '..', '..', 'identity');
const suites = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.test.ts') && readFileSync(join(folder, path), 'utf8').includes('ofLevel(['),
);

test('there are such suites', () => {
  expect(suites.length).toBeGreaterThan(10);
});

describe.each(suites.sort())('%s', (path) => {
  jest.requireActual(join(folder, path));
});
