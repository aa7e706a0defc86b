/** A small API for tests of the pages: one open route and one behind an authorizer. */
import type { ApiMethod, RestApi } from '../../../local/template/model';

/** Returns a route without an authorizer, with optional changes. */
export function makeMethod(change: Partial<ApiMethod> = {}): ApiMethod {
  return {
    logicalId: 'M',
    resourceId: 'r',
    resourcePath: '/pets',
    httpMethod: 'GET',
    authorizationType: 'NONE',
    apiKeyRequired: false,
    requestParameters: {},
    requestModels: {},
    integration: { kind: 'lambda-proxy', functionArn: 'arn:f', timeoutMs: 29_000 },
    methodResponses: [],
    ...change,
  };
}

/** The members of a route with the authorizer. */
export const GUARDED = { authorizationType: 'CUSTOM', authorizerId: 'Guard0A1B2C3D' };

/** Returns an API with these routes. */
export function makeApi(methods: readonly ApiMethod[], change: Partial<RestApi> = {}): RestApi {
  return {
    logicalId: 'Api',
    id: 'abc',
    name: 'pets',
    stage: { name: 'dev', variables: {}, deploymentId: 'd' },
    methods,
    models: [],
    authorizers: [
      {
        logicalId: 'Guard0A1B2C3D',
        id: 'g',
        name: 'the-guard',
        functionArn: 'arn:g',
        identitySource: 'method.request.header.Authorization',
        resultTtlSeconds: 0,
      },
    ],
    validators: [],
    gatewayResponses: [],
    binaryMediaTypes: [],
    ...change,
  };
}
