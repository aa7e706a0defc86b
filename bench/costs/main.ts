/** `npm run costs`: recomputes the prices of docs/costs.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runWithoutOptions } from '../../bin/run-without-options';
import { readCostInputs } from './read-inputs';
import { fillInCosts } from './render-costs';

const FILE = 'docs/costs.md';

void runWithoutOptions({
  name: 'costs',
  description: 'Recomputes and updates the prices in docs/costs.md.',
  run() {
    const target = join(__dirname, '..', '..', FILE);
    const document = readFileSync(target, 'utf8');
    writeFileSync(target, fillInCosts(document, readCostInputs(document)));
    return [FILE];
  },
});
