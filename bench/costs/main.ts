/** `npm run costs`: recomputes the prices of docs/costs.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCostInputs } from './read-inputs';
import { fillInCosts } from './render-costs';

const FILE = join(__dirname, '..', '..', 'docs', 'costs.md');

const document = readFileSync(FILE, 'utf8');
writeFileSync(FILE, fillInCosts(document, readCostInputs(document)));
