/** API Gateway's side of a bearer token authorizer: which header holds the token, and which tokens are worth a call. */
import { Duration, Token } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

/** What a TokenAuthorizer is made with. */
export interface TokenAuthorizerProps {
  /** Takes a TOKEN authorizer event and returns an IAM policy. */
  readonly handler: lambda.IFunction;
  /**
   * How long API Gateway keeps the policy of a token, at most 1 hour. A kept policy is judged for every route that
   * the token is then used on, and outlives the session that the token belongs to.
   * @default Duration.seconds(0) - every request is authorized afresh
   */
  readonly resultsCacheTtl?: Duration;
}

const PART = '[A-Za-z0-9_-]+';

/**
 * `Bearer` and a compact JWS: the scheme in any case (RFC 9110 section 11.1), spaces, three parts in base64url
 * (RFC 7515 section 7.1). Whatever else comes is answered 401 without a call of the function.
 */
const BEARER_JWS = `^[Bb][Ee][Aa][Rr][Ee][Rr] +${PART}\\.${PART}\\.${PART}$`;

/** A TOKEN authorizer for bearer tokens in the Authorization header. */
export class TokenAuthorizer extends Construct {
  /** To be given to the methods that it guards. */
  readonly authorizer: apigateway.IAuthorizer;

  constructor(scope: Construct, id: string, props: TokenAuthorizerProps) {
    super(scope, id);
    const resultsCacheTtl = props.resultsCacheTtl ?? Duration.seconds(0);
    if (!Token.isUnresolved(resultsCacheTtl) && resultsCacheTtl.toSeconds() > 3_600) {
      throw new Error(`resultsCacheTtl must be at most 1 hour; it is ${resultsCacheTtl.toSeconds()} seconds`);
    }
    this.authorizer = new apigateway.TokenAuthorizer(this, 'Resource', {
      handler: props.handler,
      identitySource: apigateway.IdentitySource.header('Authorization'),
      validationRegex: BEARER_JWS,
      resultsCacheTtl,
    });
  }
}
