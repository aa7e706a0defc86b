/** Finds the OpenAPI document of an API: its own, the project's, or what its template tells. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AnswerHandler } from '../../gateway/http/messages';
import type { RestApi } from '../../template/model';
import { adaptDocument, shapeOf } from './adapt-document';
import { describeApi } from './describe-api';
import { type OpenApiDocument, parseDocument } from './openapi';

const NAME = 'openapi.json';

/** Where to look. */
export interface DocumentSearch {
  readonly api: RestApi;
  /** Answers as the API. */
  readonly gateway: AnswerHandler;
  /** The host and port that the API is served at. */
  readonly host: string;
  /** The folder that may hold an `openapi.json`. */
  readonly project: string;
}

/**
 * Takes the answer of the API's own `GET /openapi.json`, at the root or under a base path, where anyone may call that, or else the file
 * `openapi.json` of the project, and fits it to the routes that are served. Without either it is what the template tells of them.
 */
export async function findDocument(search: DocumentSearch): Promise<OpenApiDocument> {
  const described = describeApi(search.api);
  const document = (await askApi(search)) ?? (await readProject(search.project)) ?? described;
  return adaptDocument(placeUnder(basePathOf(search.api), document, described), described);
}

/** What stands before the name of the document; undefined where the API has none that anyone may call. */
function basePathOf({ methods }: RestApi): string | undefined {
  const [shortest] = methods
    .filter(
      ({ httpMethod, resourcePath, authorizationType }) =>
        httpMethod === 'GET' &&
        resourcePath.endsWith(`/${NAME}`) &&
        !resourcePath.includes('{') &&
        authorizationType === 'NONE',
    )
    .map(({ resourcePath }) => resourcePath.slice(0, -NAME.length - 1))
    .sort((one, other) => one.length - other.length);
  return shortest;
}

/** Puts the base path before the paths that are served there: a document names paths behind its server's URL. */
function placeUnder(
  basePath: string | undefined,
  document: OpenApiDocument,
  { paths: served }: OpenApiDocument,
): OpenApiDocument {
  if (!basePath) return document;
  const shapes = new Set(Object.keys(served).map(shapeOf));
  const place = (path: string) => (shapes.has(shapeOf(basePath + path)) ? basePath + path : path);
  return {
    ...document,
    paths: Object.fromEntries(Object.entries(document.paths).map(([path, item]) => [place(path), item])),
  };
}

async function askApi({ api, gateway, host }: DocumentSearch): Promise<OpenApiDocument | undefined> {
  const basePath = basePathOf(api);
  if (basePath === undefined) return undefined;
  const { status, body } = await gateway.handle({
    method: 'GET',
    target: `${basePath}/${NAME}`,
    headers: [
      ['Host', host],
      ['Accept', 'application/json'],
    ],
    body: Buffer.alloc(0),
    sourceIp: '127.0.0.1',
  });
  return status === 200 ? parseDocument(body.toString('utf8')) : undefined;
}

async function readProject(project: string): Promise<OpenApiDocument | undefined> {
  try {
    return parseDocument(await readFile(join(project, NAME), 'utf8'));
  } catch {
    // the project has none that can be read
    return undefined;
  }
}
