/**
 * Creates the operation behind `GET /openapi.json` together with its document. The document is most of the
 * function's code, so the function loads this file at the first such request.
 */
import openapi from '../../openapi.json';
import type { Environment } from '../environment';
import { routes } from '../routes';
import { selectRoutes } from '../select-routes';
import { getApiDocument } from './get-api-document';
import { selectDocument } from './select-document';

/** Creates the operation for a stage's features and address. */
export function createApiDocument({
  features,
  apiUrl,
}: Pick<Environment<'discovery'>, 'features' | 'apiUrl'>): () => typeof openapi {
  return getApiDocument({ document: selectDocument(openapi, selectRoutes(routes, features)), apiUrl });
}
