/** `npm run peers`: writes docs/peer-vulnerabilities.md. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runWithoutOptions } from '../../bin/run-without-options';
import { vulnerabilities } from './vulnerabilities';
import { writePage } from './write-page';

const file = join(__dirname, '..', '..', 'docs', 'peer-vulnerabilities.md');

void runWithoutOptions({
  name: 'peers',
  description: 'Writes docs/peer-vulnerabilities.md from the list of vulnerabilities of comparable systems.',
  run: () => writeFileSync(file, writePage(vulnerabilities)),
});
