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
import { type DocumentPolicy, selectPolicy } from './select-policy';

/** Creates the operation for a stage's features, e-mail policy and address. */
export function createApiDocument({
  apiUrl,
  ...policy
}: Pick<Environment<'discovery'>, 'apiUrl'> & DocumentPolicy): () => typeof openapi {
  const document = selectDocument(selectPolicy(openapi, policy), selectRoutes(routes, policy.features));
  return getApiDocument({ document, apiUrl });
}
