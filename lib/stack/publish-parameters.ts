/** Publishes what other stacks of the account and region need of a stage, as parameters of Systems Manager. */
import { Stack } from 'aws-cdk-lib';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';

/** What is published. */
export interface PublishedValues {
  /** The `iss` of tokens. */
  readonly issuer: string;
  /** Where the public keys are. */
  readonly jwksUri: string;
  /** The `aud` of tokens. */
  readonly audience: string;
  /** What an authorizer of another API invokes; that API needs the permission to. */
  readonly authorizerArn: string;
}

/** Adds a parameter for each value. Their names are fixed, since other stacks read them by name, and begin with the stack's. */
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
