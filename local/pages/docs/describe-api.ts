/** Describes an API in OpenAPI from its template: routes, parameters, bodies and security. */

import type { ApiMethod, Model, RestApi } from '../../template/model';
import { isPreflight } from '../../template/read/list-routes';
import type { Json, OpenApiDocument } from './openapi';

const API_KEY = 'ApiKey';

/** The verbs that represent `ANY`. */
const ANY = ['get', 'post', 'put', 'patch', 'delete'];

/** OpenAPI's places of parameters by API Gateway's names. */
const PLACES: Readonly<Record<string, string>> = { querystring: 'query', header: 'header' };

/** Describes the routes in the order of the template, without CORS preflights. */
export function describeApi(api: RestApi): OpenApiDocument {
  const paths: Record<string, Record<string, Json>> = {};
  for (const method of api.methods.filter((candidate) => !isPreflight(candidate))) {
    // OpenAPI has no parameters that contain several segments.
    const path = method.resourcePath.replaceAll('+}', '}');
    const verbs = method.httpMethod === 'ANY' ? ANY : [method.httpMethod.toLowerCase()];
    for (const verb of verbs) paths[path] = { ...paths[path], [verb]: describeMethod(method, verb, api) };
  }
  return {
    openapi: '3.1.0',
    info: { title: api.name, version: api.stage.name },
    paths,
    components: { securitySchemes: describeSchemes(api) },
  };
}

function describeMethod(method: ApiMethod, verb: string, api: RestApi): Json {
  const { integration, authorizerId, apiKeyRequired, authorizationType } = method;
  const content = verb === 'get' ? {} : describeBodies(method, api);
  const schemes = {
    ...(authorizationType !== 'NONE' && authorizerId !== undefined && { [authorizerId]: [] }),
    ...(apiKeyRequired && { [API_KEY]: [] }),
  };
  return {
    ...(integration.kind === 'unsupported' && { summary: `Not run: ${integration.reason}` }),
    parameters: describeParameters(method),
    ...(Object.keys(content).length > 0 && { requestBody: { content } }),
    security: Object.keys(schemes).length > 0 ? [schemes] : [],
    responses: { default: { description: 'Response of the API' } },
  };
}

function describeParameters({ resourcePath, requestParameters }: ApiMethod): readonly Json[] {
  const schema = { type: 'string' };
  const ofPath = [...resourcePath.matchAll(/\{([^}+]+)\+?\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema,
  }));
  const others = Object.entries(requestParameters).flatMap(([parameter, required]) => {
    const [, , place = '', ...name] = parameter.split('.');
    return PLACES[place] === undefined ? [] : [{ name: name.join('.'), in: PLACES[place], required, schema }];
  });
  return [...ofPath, ...others];
}

function describeBodies({ requestModels }: ApiMethod, api: RestApi): Json {
  const described = Object.entries(requestModels).flatMap(([contentType, name]) => {
    const model = api.models.find((candidate) => candidate.name === name);
    return model === undefined ? [] : [[contentType, describeModel(model)] as const];
  });
  return Object.fromEntries(described);
}

function describeModel({ schema, example }: Model): Json {
  // References point to models on AWS.
  const closed = !JSON.stringify(schema ?? {}).includes('"$ref"');
  return { schema: closed ? schema : {}, ...(example !== undefined && { example }) };
}

/**
 * Returns the security schemes. A token in the Authorization header is a bearer token (RFC 6750 section 2.1);
 * other identity sources are API keys.
 */
function describeSchemes({ authorizers, methods }: RestApi): Json {
  const described = authorizers.flatMap(({ logicalId, identitySource }) => {
    const [, , place = '', ...rest] = identitySource.split('.');
    const name = rest.join('.');
    if (PLACES[place] === undefined) return [];
    const bearer = name.toLowerCase() === 'authorization';
    const scheme = bearer ? { type: 'http', scheme: 'bearer' } : { type: 'apiKey', in: PLACES[place], name };
    return [[logicalId, scheme] as const];
  });
  const withKey = methods.some(({ apiKeyRequired }) => apiKeyRequired);
  return {
    ...Object.fromEntries(described),
    ...(withKey && { [API_KEY]: { type: 'apiKey', in: 'header', name: 'x-api-key' } }),
  };
}
