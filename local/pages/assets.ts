/** The files that the pages load: their own, and those of Swagger UI. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Answer } from '../gateway/http/messages';
import { LOCAL_FOLDER } from '../support/local-folder';
import { answerPage } from './page-answer';

const CSS = 'text/css; charset=utf-8';
const JAVASCRIPT = 'text/javascript; charset=utf-8';

const own = (name: string) => join(LOCAL_FOLDER, 'pages', 'assets', name);
const ofSwaggerUi = (name: string) => createRequire(__filename).resolve(`swagger-ui-dist/${name}`);

/** Content types and locations by name. Other names are not served. */
const ASSETS = new Map<string, readonly [contentType: string, locate: (name: string) => string]>([
  ['icon.svg', ['image/svg+xml', own]],
  ['pages.css', [CSS, own]],
  ['docs.css', [CSS, own]],
  ['mail.css', [CSS, own]],
  ['authenticator.css', [CSS, own]],
  ['authenticator.mjs', [JAVASCRIPT, own]],
  ['clock.mjs', [JAVASCRIPT, own]],
  ['docs.mjs', [JAVASCRIPT, own]],
  ['fold-command.mjs', [JAVASCRIPT, own]],
  ['keep-token.mjs', [JAVASCRIPT, own]],
  ['label-controls.mjs', [JAVASCRIPT, own]],
  ['layout.mjs', [JAVASCRIPT, own]],
  ['mail.mjs', [JAVASCRIPT, own]],
  ['name-anew.mjs', [JAVASCRIPT, own]],
  ['offer-token.mjs', [JAVASCRIPT, own]],
  ['show-answer.mjs', [JAVASCRIPT, own]],
  ['show-errors-in.mjs', [JAVASCRIPT, own]],
  ['swagger-ui.css', [CSS, ofSwaggerUi]],
  ['swagger-ui-bundle.js', [JAVASCRIPT, ofSwaggerUi]],
]);

/** @returns undefined if there is no such file */
export async function answerAsset(name: string): Promise<Answer | undefined> {
  const [contentType, locate] = ASSETS.get(name) ?? [];
  if (contentType === undefined || locate === undefined) return undefined;
  return answerPage({ contentType, body: await readFile(locate(name)) });
}
