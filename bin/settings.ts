/** `npm run settings`: writes docs/reference/settings.md from the doc comments of lib/stages. */
import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { renderSettings } from './reference/render-settings';
import { runWithoutOptions } from './run-without-options';

const file = path.join('docs', 'reference', 'settings.md');

void runWithoutOptions({
  name: 'settings',
  description: 'Writes docs/reference/settings.md from the doc comments of lib/stages.',
  run() {
    writeFileSync(path.join(__dirname, '..', file), renderSettings());
    return [file];
  },
});
