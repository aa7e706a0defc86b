/** `npm run openapi`: writes openapi.json and the client's types from the route table, the schemas and the descriptions. */
import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { writeDocument } from '../lib/openapi/write-document';

for (const { file, text } of writeDocument()) {
  writeFileSync(path.join(__dirname, '..', file), text);
  console.log(`Written: ${file}`);
}
