/** Finds the OpenAPI document of an API: its own, the project's, or a description of its template. */
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
  /** The gateway of the API. */
  readonly gateway: AnswerHandler;
  /** The host and port of the API. */
  readonly host: string;
  /** The folder that can contain an `openapi.json`. */
  readonly project: string;
}

/**
 * Returns the OpenAPI document of an API, adapted to the served routes.
 * The document is the response of the API's own `GET /openapi.json`, at the root or under a base path, if the
 * route requires no authorization.
 * Otherwise it is the file `openapi.json` of the project, or else a description of the template.
 */
export async function findDocument(search: DocumentSearch): Promise<OpenApiDocument> {
  const described = describeApi(search.api);
  const document = (await askApi(search)) ?? (await readProject(search.project)) ?? described;
  return adaptDocument(placeUnder(basePathOf(search.api), document, described), described);
}

/**
 * Returns the part of the path before the name of the document; undefined if the API has no such route
 * without authorization.
 */
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

/**
 * Prefixes paths with the base path if they are served there. Paths in a document are relative to its
 * server's URL.
 */
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
    // The project has no readable document.
    return undefined;
  }
}
