/**
 * Synthesizes an app that uses only aws-cdk-lib: three authorizers, a proxy resource, models with references,
 * two stages.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { asInterface } from '../../../lib/constructs/as-interface';

const CODE = `
const answer = (Effect, Resource, context = {}) => ({
  principalId: 'someone',
  policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect, Resource }] },
  context,
});
let calls = 0;
exports.reader = async ({ authorizationToken, methodArn }) => {
  const stage = methodArn.split('/').slice(0, 2).join('/');
  calls += 1;
  return answer(authorizationToken === 'Bearer reader' ? 'Allow' : 'Deny', stage + '/GET/*', { calls });
};
exports.editor = async ({ authorizationToken, methodArn }) => {
  if (authorizationToken === 'edit-0') throw new Error('Unauthorized');
  return answer(authorizationToken === 'edit-9' ? 'Deny' : 'Allow', methodArn);
};
exports.caller = async ({ type, headers, stageVariables, methodArn }) =>
  answer(headers['x-caller'] === stageVariables.tenant ? 'Allow' : 'Deny', methodArn, { type });
exports.echo = async ({ body, pathParameters, stageVariables, requestContext }) => {
  const { stage, deploymentId, authorizer } = requestContext;
  const urls = { prod: process.env.PROD, beta: process.env.BETA };
  const zone = [process.env.TZ, new Date(0).getTimezoneOffset()];
  const echoed = { body, pathParameters, stageVariables, stage, deploymentId, authorizer, urls, zone };
  return { statusCode: 200, body: JSON.stringify(echoed) };
};`;

function addAuthorizers(stack: Stack, add: (handler: string) => lambda.Function) {
  return {
    reader: new apigateway.TokenAuthorizer(stack, 'ReaderAuthorizer', { handler: add('reader') }),
    editor: new apigateway.TokenAuthorizer(stack, 'EditorAuthorizer', {
      handler: add('editor'),
      identitySource: apigateway.IdentitySource.header('X-Edit'),
      validationRegex: 'edit-[0-9]+',
    }),
    caller: new apigateway.RequestAuthorizer(stack, 'CallerAuthorizer', {
      handler: add('caller'),
      identitySources: [
        apigateway.IdentitySource.header('X-Caller'),
        apigateway.IdentitySource.stageVariable('tenant'),
      ],
    }),
  };
}

function addPetModel(api: apigateway.RestApi): apigateway.Model {
  const { STRING, OBJECT } = apigateway.JsonSchemaType;
  const name = api.addModel('Name', { modelName: 'Name', schema: { type: STRING, maxLength: 5 } });
  const ref = `https://apigateway.amazonaws.com/restapis/${api.restApiId}/models/${name.modelId}`;
  return api.addModel('Pet', {
    modelName: 'Pet',
    schema: { type: OBJECT, required: ['name'], properties: { name: { ref } } },
  });
}

/**
 * Writes the assembly and returns its folder. The stage `prod` is the API's own; `beta` precedes it in the
 * template.
 */
export function synthesizeForeignApp(folder: string): string {
  const code = join(folder, 'code');
  mkdirSync(code);
  writeFileSync(join(code, 'index.js'), CODE);
  const app = new App({ outdir: join(folder, 'cdk.out'), analyticsReporting: false });
  const stack = new Stack(app, 'Pets');
  const before = new Construct(stack, 'Before');
  const api = new apigateway.RestApi(stack, 'Api', {
    restApiName: 'pets',
    deployOptions: { stageName: 'prod', variables: { tenant: 'acme' } },
  });
  const urlOf = (stage: string) =>
    `https://${api.restApiId}.execute-api.${stack.region}.${stack.urlSuffix}/${stage}`;
  const add = (handler: string, id = handler) =>
    new lambda.Function(stack, id, {
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: `index.${handler}`,
      code: lambda.Code.fromAsset(code),
      environment: { PROD: urlOf('prod'), BETA: urlOf('beta') },
    });
  const { reader, editor, caller } = addAuthorizers(stack, add);
  const everywhere = new apigateway.LambdaIntegration(add('echo'), { scopePermissionToMethod: false });
  api.root.addResource('files').addProxy({
    defaultIntegration: everywhere,
    defaultMethodOptions: { authorizer: reader },
  });
  api.root.addResource('pets').addMethod('POST', everywhere, {
    authorizer: editor,
    requestModels: { 'application/json': addPetModel(api) },
    requestValidatorOptions: { validateRequestBody: true },
  });
  api.root.addResource('tenant').addMethod('GET', everywhere, { authorizer: caller });
  api.root.addResource('open').addMethod('GET', everywhere);
  // The permission that CDK creates by default contains the API's own stage.
  api.root.addResource('scoped').addMethod('GET', new apigateway.LambdaIntegration(add('echo', 'scoped')));
  // More resources than AWS allows for an API.
  for (let index = 0; index < 301; index += 1) api.root.addResource(`without-methods-${index}`);
  new apigateway.Stage(before, 'Beta', {
    deployment: new apigateway.Deployment(before, 'BetaDeployment', {
      api: asInterface<apigateway.IRestApi>(api),
    }),
    stageName: 'beta',
    variables: { tenant: 'umbrella', extra: 'x' },
    methodOptions: { '/open/GET': { throttlingRateLimit: 0.001, throttlingBurstLimit: 1 } },
  });
  app.synth();
  return join(folder, 'cdk.out');
}
