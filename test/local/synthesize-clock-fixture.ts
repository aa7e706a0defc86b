/**
 * Synthesizes an app whose parts all read the time: a function, an authorizer with a cache, a throttle, a
 * policy and a TTL.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, aws_apigateway, aws_dynamodb, aws_iam, aws_lambda, Duration, Stack } from 'aws-cdk-lib';
import { CALL_DYNAMO } from './call-dynamo';

const HANDLER = `
${CALL_DYNAMO}
const TableName = process.env.TABLE;
const answer = (body) => ({ statusCode: 200, body: JSON.stringify(body) });
const query = () => callDynamo('Query', { TableName, KeyConditionExpression: 'pk = :pk',
  ExpressionAttributeValues: { ':pk': { S: 'p' } } });
exports.handler = async ({ httpMethod, resource, requestContext }) => {
  if (httpMethod === 'POST') {
    const expiresAt = { N: String(Math.floor(Date.now() / 1000) + 3600) };
    await callDynamo('PutItem', { TableName, Item: { pk: { S: 'p' }, expiresAt } });
  }
  const { Count, date } = await query();
  if (resource === '/items') return answer(Count);
  return answer({ now: Date.now(), requestedAt: requestContext.requestTimeEpoch,
    awsDate: new Date(date).toISOString() });
};
exports.authorize = async ({ methodArn }) => ({ principalId: 'p', policyDocument: { Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: methodArn.replace(/\\/[A-Z]+\\/.*/, '/*') }] } });`;

/** Writes the assembly and returns its folder. Items can be stored until the end of 2029. */
export function synthesizeClockFixture(folder: string): string {
  const code = join(folder, 'code');
  mkdirSync(code, { recursive: true });
  writeFileSync(join(code, 'index.js'), HANDLER);
  const app = new App({ outdir: join(folder, 'cdk.out') });
  const stack = new Stack(app, 'Clock');
  const table = new aws_dynamodb.TableV2(stack, 'Items', {
    partitionKey: { name: 'pk', type: aws_dynamodb.AttributeType.STRING },
    timeToLiveAttribute: 'expiresAt',
  });
  const addFunction = (id: string, handler: string) =>
    new aws_lambda.Function(stack, id, {
      runtime: aws_lambda.Runtime.NODEJS_22_X,
      handler,
      code: aws_lambda.Code.fromAsset(code),
      environment: { TABLE: table.tableName },
    });
  const service = addFunction('Service', 'index.handler');
  table.grant(service, 'dynamodb:Query');
  service.addToRolePolicy(
    new aws_iam.PolicyStatement({
      actions: ['dynamodb:PutItem'],
      resources: [table.tableArn],
      conditions: { DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' } },
    }),
  );
  const authorizer = new aws_apigateway.TokenAuthorizer(stack, 'Authorizer', {
    handler: addFunction('Authorize', 'index.authorize'),
    resultsCacheTtl: Duration.minutes(5),
  });
  const api = new aws_apigateway.RestApi(stack, 'Api', {
    deployOptions: { methodOptions: { '/now/GET': { throttlingRateLimit: 1, throttlingBurstLimit: 2 } } },
    defaultMethodOptions: { authorizer },
  });
  const integration = new aws_apigateway.LambdaIntegration(service);
  api.root.addResource('now').addMethod('GET', integration);
  const items = api.root.addResource('items');
  items.addMethod('GET', integration);
  items.addMethod('POST', integration);
  app.synth();
  return join(folder, 'cdk.out');
}
