/** `npm run openapi`: writes openapi.json, the client's types and docs/reference/routes.md from the route table, the schemas and the descriptions. */
import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { writeDocument } from '../lib/openapi/write-document';
import { runWithoutOptions } from './run-without-options';

void runWithoutOptions({
  name: 'openapi',
  description: `Writes openapi.json, client/src/api-types.ts and docs/reference/routes.md from the route table, the schemas and the
descriptions of the API.`,
  run() {
    return writeDocument().map(({ file, text }) => {
      const target = path.join(__dirname, '..', file);
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, text);
      return file;
    });
  },
});
