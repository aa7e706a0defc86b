/** The definition of a Lambda authorizer. */

/** An authorizer that is implemented by a function. */
export type LambdaAuthorizer = TokenAuthorizer | RequestAuthorizer;

/** The properties of every Lambda authorizer. */
export interface LambdaAuthorizerParts {
  /** How long to wait for its function, in milliseconds. @default - API Gateway's timeout */
  readonly timeoutMs?: number;
  readonly logicalId: string;
  /** The physical id, as in the SourceArn of its Lambda permission. */
  readonly id: string;
  readonly name: string;
  readonly functionArn: string;
  readonly resultTtlSeconds: number;
}

/** A `TOKEN` authorizer. */
export interface TokenAuthorizer extends LambdaAuthorizerParts {
  /** Such as `method.request.header.Authorization`. */
  readonly identitySource: string;
  /** A Java regular expression that must match the whole token. */
  readonly validationExpression?: string;
}

/** A `REQUEST` authorizer. */
export interface RequestAuthorizer extends LambdaAuthorizerParts {
  /** The first identity source; empty if there is none. */
  readonly identitySource: string;
  /**
   * Such as `method.request.querystring.key` and `context.identity.sourceIp`. Can only be empty if results
   * are not cached.
   */
  readonly identitySources: readonly string[];
}
