/** What is read of a Lambda authorizer. */

/** An authorizer that a function answers. */
export type LambdaAuthorizer = TokenAuthorizer | RequestAuthorizer;

/** What every Lambda authorizer has. */
export interface LambdaAuthorizerParts {
  /** How long its function is waited for. @default - as long as API Gateway does */
  readonly timeoutMs?: number;
  readonly logicalId: string;
  /** Physical id, as in the SourceArn of its Lambda permission. */
  readonly id: string;
  readonly name: string;
  readonly functionArn: string;
  readonly resultTtlSeconds: number;
}

/** A `TOKEN` authorizer. */
export interface TokenAuthorizer extends LambdaAuthorizerParts {
  /** Such as `method.request.header.Authorization`. */
  readonly identitySource: string;
  /** A Java regular expression that has to match the whole token. */
  readonly validationExpression?: string;
}

/** A `REQUEST` authorizer. */
export interface RequestAuthorizer extends LambdaAuthorizerParts {
  /** The first identity source; empty where there is none. */
  readonly identitySource: string;
  /** Such as `method.request.querystring.key` and `context.identity.sourceIp`; none only where nothing is cached. */
  readonly identitySources: readonly string[];
}
