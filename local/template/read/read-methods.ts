/** Reads an API's methods with the full paths of their resources. */

import type { AssemblyView, ResourceView } from '../assembly-view';
import type { ApiMethod, Integration } from '../model';
import { booleanOf, listOf, objectOf, type Properties, textOf, textsOf } from '../resolve/property';
import type { ApiParts } from './api-parts';
import type { AuthorizersRead } from './read-authorizers';
import { readIntegration } from './read-integration';

/** Returns the paths of an API's resources by physical id. */
function resourcePaths(view: AssemblyView, parts: ApiParts, rootId: string): ReadonlyMap<string, string> {
  const resources = new Map(parts('AWS::ApiGateway::Resource').map((resource) => [resource.ref, resource]));
  const paths = new Map([[rootId, '/']]);

  function pathOf(id: string, seen: ReadonlySet<string>): string | undefined {
    const known = paths.get(id);
    const resource = resources.get(id);
    if (known !== undefined || resource === undefined || seen.has(id)) return known;
    const properties = resource.properties();
    const parent = pathOf(textOf(properties, 'ParentId') ?? '', new Set([...seen, id]));
    if (parent === undefined) {
      view.report(resource.logicalId, 'its parent resource is not part of the API');
      return undefined;
    }
    const path = `${parent === '/' ? '' : parent}/${textOf(properties, 'PathPart') ?? ''}`;
    paths.set(id, path);
    return path;
  }

  for (const id of resources.keys()) pathOf(id, new Set());
  return paths;
}

/** Returns why the access to a method cannot be checked locally. Such a method must not be served. */
function unsupportedAccess(properties: Properties, authorizers: AuthorizersRead): string | undefined {
  const type = textOf(properties, 'AuthorizationType') ?? 'NONE';
  if (type === 'NONE') return undefined;
  if (type !== 'CUSTOM') return `authorization of type ${type} is not run`;
  const logicalId = authorizers.logicalIds.get(textOf(properties, 'AuthorizerId') ?? '');
  return logicalId === undefined
    ? 'its authorizer is not part of the API'
    : authorizers.unsupported.get(logicalId);
}

function readMethod(
  method: ResourceView,
  resourcePath: string,
  authorizers: AuthorizersRead,
  validators: ReadonlyMap<string, string>,
): ApiMethod {
  const properties = method.properties();
  const refused = unsupportedAccess(properties, authorizers);
  const integration: Integration =
    refused === undefined ? readIntegration(properties) : { kind: 'unsupported', reason: refused };
  const authorizerId = authorizers.logicalIds.get(textOf(properties, 'AuthorizerId') ?? '');
  const requestValidatorId = validators.get(textOf(properties, 'RequestValidatorId') ?? '');
  return {
    logicalId: method.logicalId,
    resourceId: textOf(properties, 'ResourceId') ?? '',
    resourcePath,
    httpMethod: (textOf(properties, 'HttpMethod') ?? 'ANY').toUpperCase(),
    authorizationType: textOf(properties, 'AuthorizationType') ?? 'NONE',
    ...(authorizerId !== undefined && { authorizerId }),
    apiKeyRequired: booleanOf(properties, 'ApiKeyRequired'),
    ...(requestValidatorId !== undefined && { requestValidatorId }),
    requestParameters: Object.fromEntries(
      Object.entries(textsOf(properties, 'RequestParameters')).map(([name, value]) => [
        name,
        value === 'true',
      ]),
    ),
    requestModels: textsOf(properties, 'RequestModels'),
    integration,
    methodResponses: listOf<Properties>(properties, 'MethodResponses').map((response) => ({
      statusCode: textOf(response, 'StatusCode') ?? '',
      responseParameters: Object.keys(objectOf(response, 'ResponseParameters')),
    })),
  };
}

/** Reads the methods of an API. */
export function readMethods(
  view: AssemblyView,
  parts: ApiParts,
  rootId: string,
  authorizers: AuthorizersRead,
): readonly ApiMethod[] {
  const paths = resourcePaths(view, parts, rootId);
  const validators = new Map(
    parts('AWS::ApiGateway::RequestValidator').map((validator) => [validator.ref, validator.logicalId]),
  );
  return parts('AWS::ApiGateway::Method').flatMap((method) => {
    const path = paths.get(textOf(method.properties(), 'ResourceId') ?? '');
    if (path !== undefined) return [readMethod(method, path, authorizers, validators)];
    view.report(method.logicalId, 'its resource is not part of the API');
    return [];
  });
}
