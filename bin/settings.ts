/** `npm run settings`: writes docs/reference/settings.md from the doc comments of lib/stages. */
import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { renderSettings } from './reference/render-settings';

const file = path.join('docs', 'reference', 'settings.md');
writeFileSync(path.join(__dirname, '..', file), renderSettings());
console.log(`Written: ${file}`);
