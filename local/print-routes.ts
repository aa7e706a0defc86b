/** The table of an API's routes in a stage that a local run prints when it is ready. */
import { shortId } from './short-id';
import type { ApiMethod, RestApi } from './template/model';

/** One line for each route: method, path, who may call it. CORS preflights are left out. */
export function printRoutes(api: RestApi): string {
  const rows = api.methods
    .filter(({ httpMethod, integration }) => httpMethod !== 'OPTIONS' || integration.kind !== 'mock')
    .map((method) => [method.httpMethod, method.resourcePath, describeCallers(method, api)] as const);
  const width = (column: 0 | 1) => Math.max(0, ...rows.map((row) => row[column].length));
  return rows
    .map(([verb, path, who]) => `  ${verb.padEnd(width(0))}  ${path.padEnd(width(1))}  ${who}`)
    .join('\n');
}

function describeCallers(method: ApiMethod, api: RestApi): string {
  const { authorizationType, authorizerId, apiKeyRequired, integration } = method;
  if (integration.kind === 'unsupported') return `not run: ${integration.reason}`;
  const authorizer = api.authorizers.find(({ logicalId }) => logicalId === authorizerId);
  const token = authorizer && `with a token (${shortId(authorizer.logicalId)})`;
  const who = authorizationType === 'NONE' ? 'anyone' : (token ?? authorizationType);
  return apiKeyRequired ? `${who}, with an API key` : who;
}
