/** `npm run asvs`: writes docs/asvs.md. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attacks, throttledAttacks } from '../rows';
import { chapters } from './chapters';
import { writeTable } from './write-table';

const file = join(__dirname, '..', '..', '..', 'docs', 'asvs.md');
writeFileSync(file, writeTable(chapters, { ...attacks, ...throttledAttacks }));
