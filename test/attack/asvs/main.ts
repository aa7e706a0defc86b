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
  description:
    'Writes docs/asvs.md, which says how each requirement of OWASP ASVS is met, from the tests of test/attack and the list in test/attack/asvs.',
  run() {
    const target = join(__dirname, '..', '..', '..', FILE);
    writeFileSync(target, writeTable(chapters, { ...attacks, ...throttledAttacks }));
    return [FILE];
  },
});
