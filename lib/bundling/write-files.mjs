/**
 * Writes files next to a bundle: node write-files.mjs FOLDER TEXTS
 *
 * TEXTS: an object of texts by file name, as JSON in base64url, which every shell passes on unchanged.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, texts] = process.argv.slice(2);
const files = JSON.parse(Buffer.from(texts, 'base64url').toString());
for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
