/** `npm run costs`: recomputes the prices of docs/costs.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runWithoutOptions } from '../../bin/run-without-options';
import { readCostInputs } from './read-inputs';
import { fillInCosts } from './render-costs';

const FILE = join(__dirname, '..', '..', 'docs', 'costs.md');

void runWithoutOptions({
  name: 'costs',
  description: 'Recomputes the prices in docs/costs.md, and writes them into this file.',
  run() {
    const document = readFileSync(FILE, 'utf8');
    writeFileSync(FILE, fillInCosts(document, readCostInputs(document)));
  },
});
