/** Describes an API in OpenAPI as far as its template tells: routes, parameters, bodies, and who may call. */

import type { ApiMethod, Model, RestApi } from '../../template/model';
import { isPreflight } from '../../template/read/list-routes';
import type { Json, OpenApiDocument } from './openapi';

const API_KEY = 'ApiKey';

/** What `ANY` is shown as. */
const ANY = ['get', 'post', 'put', 'patch', 'delete'];

/** Where a parameter stands, by API Gateway's word for it. */
const PLACES: Readonly<Record<string, string>> = { querystring: 'query', header: 'header' };

/** Describes the routes in the template's order. CORS preflights are left out. */
export function describeApi(api: RestApi): OpenApiDocument {
  const paths: Record<string, Record<string, Json>> = {};
  for (const method of api.methods.filter((candidate) => !isPreflight(candidate))) {
    // OpenAPI knows no parameter that holds several segments
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
  // references lead to models on AWS
  const closed = !JSON.stringify(schema ?? {}).includes('"$ref"');
  return { schema: closed ? schema : {}, ...(example !== undefined && { example }) };
}

/** An authorizer reads a bearer token where OAuth 2.0 puts it (RFC 6750 section 2.1), and anything else elsewhere. */
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
