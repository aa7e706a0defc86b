import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCostInputs } from '../../../bench/costs/read-inputs';
import { fillInCosts } from '../../../bench/costs/render-costs';
import { projectRoot } from '../../support/synthesize';

const document = readFileSync(join(projectRoot, 'docs', 'costs.md'), 'utf8');
const inputs = readCostInputs(document);

test('docs/costs.md has the prices that its inputs give: if not, run npm run costs', () => {
  expect(fillInCosts(document, inputs)).toBe(document);
});

test('another count is another price', () => {
  const signed = new Map(inputs.measured).set('POST /sessions/refresh', {
    reads: 1,
    writes: 1,
    signatures: 2,
  });
  expect(fillInCosts(document, { ...inputs, measured: signed })).not.toBe(document);
});

test('a document without the markers is refused', () => {
  expect(() => fillInCosts('nothing', inputs)).toThrow('lacks the markers <!-- costs -->');
});
