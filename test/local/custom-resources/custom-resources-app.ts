/** Synthesizes an app that uses only aws-cdk-lib and reads attributes of custom resources of every kind. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, CustomResource, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Provider } from 'aws-cdk-lib/custom-resources';

/** In the style of AWS's documentation: with `https.request` and without a promise. */
const BY_CALLBACK = `
const https = require('node:https');
exports.handler = (event, context) => {
  const { ResponseURL, StackId, RequestId, LogicalResourceId, ResourceProperties: properties } = event;
  console.log('making ' + properties.Say);
  const Data = { Said: properties.Say + '!', Types: JSON.stringify(properties.Typed), Event: event.RequestType };
  const about = { StackId, RequestId, LogicalResourceId, PhysicalResourceId: 'said-' + properties.Say };
  const body = JSON.stringify(properties.Fail
    ? { ...about, Status: 'FAILED', Reason: properties.Fail }
    : { ...about, Status: 'SUCCESS', Data });
  const { hostname, pathname, search } = new URL(ResponseURL);
  const headers = { 'content-type': '', 'content-length': Buffer.byteLength(body) };
  const options = { hostname, port: 443, path: pathname + search, method: 'PUT', headers };
  const request = https.request(options, (response) => { response.resume(); context.done?.(); });
  request.write(body);
  request.end();
};`;

/** An ES module that calls KMS and answers with `fetch`. */
const BY_FETCH = `
import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
export const handler = async ({ ResponseURL, StackId, RequestId, LogicalResourceId, ResourceProperties }) => {
  const about = { StackId, RequestId, LogicalResourceId, PhysicalResourceId: 'spec' };
  let answer;
  try {
    const client = new KMSClient({ maxAttempts: 1 });
    const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: ResourceProperties.KeyId }));
    answer = { ...about, Status: 'SUCCESS', Data: { Spec: KeyMetadata.KeySpec } };
  } catch ({ name }) {
    answer = { ...about, Status: 'FAILED', Reason: name };
  }
  await fetch(ResponseURL, { method: 'PUT', body: JSON.stringify(answer) });
};`;

/** For the CDK's provider framework, which sends the return value. */
const BY_RETURN = `
exports.handler = async ({ RequestType, ResponseURL }) => ({
  PhysicalResourceId: 'returned',
  Data: { Returned: RequestType + ' ' + ResponseURL, Count: 3 },
});`;

/** Declares its handler in its text, so that no process loads it. */
const NEVER = `throw new Error('nothing reads what this function makes'); exports.handler = () => {};`;

const ECHO = `
exports.handler = async () => ({ statusCode: 200, body: JSON.stringify(process.env) });`;

/** The resources of an app. */
interface CustomResourcesOptions {
  /** @default 'hello' */
  readonly say?: string;
  /** The reason of the resource that fails. @default - it does not fail */
  readonly fail?: string;
  /** Whether only the function that answers by `https.request` has resources. @default false */
  readonly callbackOnly?: boolean;
}

/** Writes the assembly and returns its folder. */
export function synthesizeCustomResources(
  folder: string,
  { say = 'hello', fail, callbackOnly = false }: CustomResourcesOptions = {},
): string {
  const app = new App({ outdir: join(folder, 'cdk.out'), analyticsReporting: false });
  const stack = new Stack(app, 'Customs');
  const add = (id: string, code: string, environment: Record<string, string> = {}, extension = 'js') => {
    const path = join(folder, `code-${id}`);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, `index.${extension}`), code.replace('@aws-sdk/client-kms', sdk()));
    return new lambda.Function(stack, id, {
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromAsset(path),
      environment,
    });
  };
  const make = (id: string, serviceToken: string, properties: Record<string, unknown> = {}) =>
    new CustomResource(stack, id, { serviceToken, resourceType: `Custom::${id}`, properties });

  const callback = add('Callback', BY_CALLBACK);
  const said = make('Said', callback.functionArn, { Say: say, Typed: { Number: 1, Yes: true } });
  // Its properties contain an attribute of the other resource.
  const again = make('Again', callback.functionArn, { Say: said.getAttString('Said') });
  const failing = make('Failing', callback.functionArn, {
    Say: 'x',
    ...(fail !== undefined && { Fail: fail }),
  });
  const echo = add('Echo', ECHO, {
    SAID: said.getAttString('Said'),
    REF: said.ref,
    TYPES: said.getAttString('Types'),
    EVENT: said.getAttString('Event'),
    AGAIN: again.getAttString('Said'),
    FAILING: failing.getAttString('Said'),
  });

  function addOthers(): void {
    const key = new kms.Key(stack, 'Key', {
      keySpec: kms.KeySpec.ECC_NIST_P256,
      keyUsage: kms.KeyUsage.SIGN_VERIFY,
    });
    const describing = add('Describing', BY_FETCH, {}, 'mjs');
    key.grant(describing, 'kms:DescribeKey');
    const spec = make('Spec', describing.functionArn, { KeyId: key.keyId });
    const forbidden = make('Forbidden', add('Denied', BY_FETCH, {}, 'mjs').functionArn, { KeyId: key.keyId });
    const provider = new Provider(stack, 'Provider', { onEventHandler: add('OnEvent', BY_RETURN) });
    const returned = make('Returned', provider.serviceToken);
    make('Unread', add('Never', NEVER).functionArn);
    const topic = make('OfTopic', 'arn:aws:sns:us-east-1:000000000000:topic');
    const bucket = new s3.Bucket(stack, 'Bucket');
    echo.addEnvironment('SPEC', spec.getAttString('Spec'));
    echo.addEnvironment('RETURNED', returned.getAttString('Returned'));
    echo.addEnvironment('COUNT', `${returned.getAtt('Count')}`);
    echo.addEnvironment('FORBIDDEN', forbidden.getAttString('Spec'));
    echo.addEnvironment('TOPIC', topic.getAttString('Name'));
    echo.addEnvironment('BUCKET', bucket.bucketDomainName);
    echo.addEnvironment('BUCKET_ARN', bucket.bucketArn);
    echo.addToRolePolicy(
      new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [bucket.bucketArn] }),
    );
  }

  if (!callbackOnly) addOthers();
  const api = new apigateway.RestApi(stack, 'Api');
  api.root.addMethod('GET', new apigateway.LambdaIntegration(echo));
  app.synth();
  return join(folder, 'cdk.out');
}

const sdk = () => require.resolve('@aws-sdk/client-kms');
