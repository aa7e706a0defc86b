/** API Gateway's configuration of a bearer token authorizer: the header that holds the token, and the form of tokens that are checked. */
import { Duration, Token } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

/** The properties of a `TokenAuthorizer`. */
export interface TokenAuthorizerProps {
  /** The function, which receives a TOKEN authorizer event and returns an IAM policy. */
  readonly handler: lambda.IFunction;
  /**
   * How long API Gateway caches the policy of a token, at most 1 hour. It applies a cached policy to every route that the token is used
   * on, even after the token's session has ended.
   * @default Duration.seconds(0) - every request is authorized separately
   */
  readonly resultsCacheTtl?: Duration;
}

const PART = '[A-Za-z0-9_-]+';

/**
 * `Bearer` and a compact JWS: the scheme in any case (RFC 9110 section 11.1), spaces, and three parts in base64url
 * (RFC 7515 section 7.1). API Gateway answers any other value with 401, without a call of the function.
 */
const BEARER_JWS = `^[Bb][Ee][Aa][Rr][Ee][Rr] +${PART}\\.${PART}\\.${PART}$`;

/** A TOKEN authorizer for bearer tokens in the Authorization header. */
export class TokenAuthorizer extends Construct {
  /** The authorizer, for the methods that it protects. */
  readonly authorizer: apigateway.IAuthorizer;

  constructor(scope: Construct, id: string, props: TokenAuthorizerProps) {
    super(scope, id);
    const resultsCacheTtl = props.resultsCacheTtl ?? Duration.seconds(0);
    if (!Token.isUnresolved(resultsCacheTtl) && resultsCacheTtl.toSeconds() > 3_600) {
      throw new Error(`resultsCacheTtl is ${resultsCacheTtl.toSeconds()} seconds: use at most 1 hour`);
    }
    this.authorizer = new apigateway.TokenAuthorizer(this, 'Resource', {
      handler: props.handler,
      identitySource: apigateway.IdentitySource.header('Authorization'),
      validationRegex: BEARER_JWS,
      resultsCacheTtl,
    });
  }
}
