/** Lists the routes of an API with their permitted callers. */
import { shortId } from '../../support/short-id';
import type { ApiMethod, RestApi } from '../model';

/** One route. */
export interface Route {
  /** Such as `GET`, or `ANY`. */
  readonly verb: string;
  /** Such as `/foo/{id}`. */
  readonly path: string;
  /** A description for developers. */
  readonly callers: string;
}

/** Returns the routes in the order of the template, without CORS preflights. */
export function listRoutes(api: RestApi): readonly Route[] {
  return api.methods
    .filter((method) => !isPreflight(method))
    .map((method) => ({
      verb: method.httpMethod,
      path: method.resourcePath,
      callers: describeCallers(method, api),
    }));
}

/** Whether a method only answers CORS preflights. */
export function isPreflight({ httpMethod, integration }: ApiMethod): boolean {
  return httpMethod === 'OPTIONS' && integration.kind === 'mock';
}

function describeCallers(method: ApiMethod, api: RestApi): string {
  const { authorizationType, authorizerId, apiKeyRequired, integration } = method;
  if (integration.kind === 'unsupported') return `not run: ${integration.reason}`;
  const authorizer = api.authorizers.find(({ logicalId }) => logicalId === authorizerId);
  const token = authorizer && `with a token (${shortId(authorizer.logicalId)})`;
  const who = authorizationType === 'NONE' ? 'anyone' : (token ?? authorizationType);
  return apiKeyRequired ? `${who}, with an API key` : who;
}
