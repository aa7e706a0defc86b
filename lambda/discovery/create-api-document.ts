/**
 * Makes the operation behind `GET /openapi.json` with the document itself, which is most of the function's code: the function loads
 * this file at the first such request.
 */
import openapi from '../../openapi.json';
import type { Environment } from '../environment';
import { routes } from '../routes';
import { selectRoutes } from '../select-routes';
import { getApiDocument } from './get-api-document';
import { selectDocument } from './select-document';

/** Makes the operation for the features and the address of a stage. */
export function createApiDocument({
  features,
  apiUrl,
}: Pick<Environment<'discovery'>, 'features' | 'apiUrl'>): () => typeof openapi {
  return getApiDocument({ document: selectDocument(openapi, selectRoutes(routes, features)), apiUrl });
}
