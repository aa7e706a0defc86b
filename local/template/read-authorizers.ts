/** Reads an API's TOKEN authorizers. */
import type { ApiParts } from './api-parts';
import type { AssemblyView } from './assembly-view';
import { functionArnOf } from './integration-uri';
import type { TokenAuthorizer } from './model';
import { numberOf, textOf } from './property';

/** An API's authorizers. */
export interface AuthorizersRead {
  readonly authorizers: readonly TokenAuthorizer[];
  /** Logical ids by physical id, for the methods that name them. */
  readonly logicalIds: ReadonlyMap<string, string>;
  /** Why an authorizer is not run, by logical id. */
  readonly unsupported: ReadonlyMap<string, string>;
}

/** Reads the authorizers; a Lambda authorizer that names no function is a problem. */
export function readAuthorizers(view: AssemblyView, parts: ApiParts): AuthorizersRead {
  const authorizers: TokenAuthorizer[] = [];
  const logicalIds = new Map<string, string>();
  const unsupported = new Map<string, string>();
  for (const authorizer of parts('AWS::ApiGateway::Authorizer')) {
    const { logicalId, ref } = authorizer;
    const properties = authorizer.properties();
    const type = textOf(properties, 'Type') ?? '(none)';
    logicalIds.set(ref, logicalId);
    if (type !== 'TOKEN') {
      unsupported.set(logicalId, `authorizers of type ${type} are not run`);
      continue;
    }
    if (properties.AuthorizerCredentials !== undefined) {
      unsupported.set(logicalId, 'authorizers that are called under a role of their own are not run');
      continue;
    }
    const functionArn = functionArnOf(textOf(properties, 'AuthorizerUri'));
    if (functionArn === undefined) {
      view.report(logicalId, 'the authorizer names no function: its AuthorizerUri is no invocation URI');
      continue;
    }
    const validationExpression = textOf(properties, 'IdentityValidationExpression');
    authorizers.push({
      logicalId,
      id: ref,
      name: textOf(properties, 'Name') ?? logicalId,
      functionArn,
      identitySource: textOf(properties, 'IdentitySource') ?? 'method.request.header.Authorization',
      ...(validationExpression !== undefined &&
        validationExpression !== '' && {
          validationExpression,
        }),
      resultTtlSeconds: Math.min(3600, numberOf(properties, 'AuthorizerResultTtlInSeconds', 300)),
    });
  }
  return { authorizers, logicalIds, unsupported };
}
