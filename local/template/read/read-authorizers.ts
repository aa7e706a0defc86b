/** Reads an API's Lambda authorizers, of type TOKEN and REQUEST. */

import type { AssemblyView } from '../assembly-view';
import type { LambdaAuthorizer, LambdaAuthorizerParts } from '../authorizer-definition';
import { numberOf, type Properties, textOf } from '../resolve/property';
import type { ApiParts } from './api-parts';
import { functionArnOf } from './integration-uri';

/** The authorizers of an API. */
export interface AuthorizersRead {
  readonly authorizers: readonly LambdaAuthorizer[];
  /** Logical ids by physical id, for the methods that reference them. */
  readonly logicalIds: ReadonlyMap<string, string>;
  /** Why an authorizer is not run, by logical id. */
  readonly unsupported: ReadonlyMap<string, string>;
}

function readToken(parts: LambdaAuthorizerParts, properties: Properties): LambdaAuthorizer {
  const validationExpression = textOf(properties, 'IdentityValidationExpression');
  return {
    ...parts,
    identitySource: textOf(properties, 'IdentitySource') ?? 'method.request.header.Authorization',
    ...(validationExpression !== undefined && validationExpression !== '' && { validationExpression }),
  };
}

/**
 * The expressions that can be identity sources. Path parameters cannot:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
 */
const identityExpression =
  /^(method\.request\.(multivalue)?(header|querystring)|stageVariables|context)\.[^\s,]+$/i;

function readRequest(
  parts: LambdaAuthorizerParts,
  properties: Properties,
  report: (problem: string) => void,
): LambdaAuthorizer {
  const identitySources = (textOf(properties, 'IdentitySource') ?? '')
    .split(',')
    .map((source) => source.trim())
    .filter((source) => source !== '');
  for (const source of identitySources.filter((candidate) => !identityExpression.test(candidate))) {
    report(
      `${source} is not an identity source: use headers, query strings, stage variables or context values`,
    );
  }
  if (identitySources.length === 0 && parts.resultTtlSeconds > 0) {
    report('it caches its results and has no identity source: name one, or set its time to live to 0');
  }
  return { ...parts, identitySource: identitySources[0] ?? '', identitySources };
}

/** Reads the authorizers. A Lambda authorizer without a function is reported as a problem. */
export function readAuthorizers(view: AssemblyView, partsOf: ApiParts): AuthorizersRead {
  const authorizers: LambdaAuthorizer[] = [];
  const logicalIds = new Map<string, string>();
  const unsupported = new Map<string, string>();
  for (const authorizer of partsOf('AWS::ApiGateway::Authorizer')) {
    const { logicalId, ref } = authorizer;
    const properties = authorizer.properties();
    const type = textOf(properties, 'Type') ?? '(none)';
    logicalIds.set(ref, logicalId);
    if (type !== 'TOKEN' && type !== 'REQUEST') {
      unsupported.set(logicalId, `authorizers of type ${type} are not run`);
      continue;
    }
    if (properties.AuthorizerCredentials !== undefined) {
      unsupported.set(logicalId, 'authorizers that are called under a role of their own are not run');
      continue;
    }
    const functionArn = functionArnOf(textOf(properties, 'AuthorizerUri'));
    if (functionArn === undefined) {
      // A reference to a missing resource is already reported.
      if (!authorizer.isIncomplete()) {
        view.report(logicalId, 'the authorizer has no function: its AuthorizerUri is not an invocation URI');
      }
      continue;
    }
    const parts: LambdaAuthorizerParts = {
      logicalId,
      id: ref,
      name: textOf(properties, 'Name') ?? logicalId,
      functionArn,
      resultTtlSeconds: Math.min(3600, numberOf(properties, 'AuthorizerResultTtlInSeconds', 300)),
    };
    authorizers.push(
      type === 'TOKEN'
        ? readToken(parts, properties)
        : readRequest(parts, properties, (problem) => view.report(logicalId, problem)),
    );
  }
  return { authorizers, logicalIds, unsupported };
}
