/** Publishes values of a stage as Systems Manager parameters, for other stacks of the account and region. */
import { Stack } from 'aws-cdk-lib';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';

/** The published values. */
export interface PublishedValues {
  /** The `iss` of tokens. */
  readonly issuer: string;
  /** The URL of the public keys. */
  readonly jwksUri: string;
  /** The `aud` of tokens. */
  readonly audience: string;
  /** The ARN of the authorizer function; another API needs the permission to invoke it. */
  readonly authorizerArn: string;
}

/** Adds a parameter for each value. Other stacks read them by fixed names, which start with the stack's name. */
export function publishParameters(stack: Stack, values: PublishedValues): void {
  const scope = new Construct(stack, 'Parameters');
  const add = (id: string, name: string, stringValue: string, description: string) =>
    new ssm.StringParameter(scope, id, {
      parameterName: `/${Stack.of(scope).stackName}/${name}`,
      stringValue,
      description,
    });
  add('Issuer', 'issuer', values.issuer, 'The issuer of access tokens');
  add('JwksUri', 'jwks-uri', values.jwksUri, 'The public keys of access tokens');
  add('Audience', 'audience', values.audience, 'The audience of access tokens');
  add(
    'AuthorizerArn',
    'authorizer-arn',
    values.authorizerArn,
    'The function that authorizes requests by their access tokens',
  );
}
