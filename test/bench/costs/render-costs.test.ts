import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCostInputs } from '../../../bench/costs/read-inputs';
import { fillInCosts } from '../../../bench/costs/render-costs';
import { projectRoot } from '../../support/synthesize';

const document = readFileSync(join(projectRoot, 'docs', 'costs.md'), 'utf8');
const inputs = readCostInputs(document);

test('docs/costs.md has the prices of its inputs (npm run costs updates it)', () => {
  expect(fillInCosts(document, inputs)).toBe(document);
});

test('another count changes the price', () => {
  const signed = new Map(inputs.measured).set('POST /sessions/refresh', {
    reads: 1,
    writes: 1,
    signatures: 2,
  });
  expect(fillInCosts(document, { ...inputs, measured: signed })).not.toBe(document);
});

test('rejects a document without the markers', () => {
  expect(() => fillInCosts('nothing', inputs)).toThrow('lacks the markers <!-- costs -->');
});
