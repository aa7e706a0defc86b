/** `npm run asvs`: writes docs/asvs.md. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runWithoutOptions } from '../../../bin/run-without-options';
import { attacks, throttledAttacks } from '../rows';
import { chapters } from './chapters';
import { writeTable } from './write-table';

const FILE = 'docs/asvs.md';

void runWithoutOptions({
  name: 'asvs',
  description: 'Writes docs/asvs.md from the rows of the attack suite and the list of requirements.',
  run() {
    const target = join(__dirname, '..', '..', '..', FILE);
    writeFileSync(target, writeTable(chapters, { ...attacks, ...throttledAttacks }));
    return [FILE];
  },
});
