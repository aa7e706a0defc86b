/** `npm run costs`: computes the prices of docs/costs.md anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCostInputs } from './read-inputs';
import { fillInCosts } from './render-costs';

const FILE = join(__dirname, '..', '..', 'docs', 'costs.md');

const document = readFileSync(FILE, 'utf8');
writeFileSync(FILE, fillInCosts(document, readCostInputs(document)));
