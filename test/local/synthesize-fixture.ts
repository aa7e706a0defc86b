/** Synthesizes a small app for tests of the local run: one API, two functions on one table, one of them without a grant. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, aws_apigateway, aws_dynamodb, aws_lambda, Stack } from 'aws-cdk-lib';
import { CALL_DYNAMO } from './call-dynamo';

const HANDLER = `
${CALL_DYNAMO}
const TableName = process.env.TABLE;
exports.handler = async (event) => {
  console.log('served ' + event.httpMethod);
  const Key = { pk: { S: 'counter' } };
  if (event.httpMethod === 'POST') {
    await callDynamo('PutItem', { TableName, Item: { ...Key, value: { S: event.body } } });
  }
  const { Item } = await callDynamo('GetItem', { TableName, Key });
  return { statusCode: 200, body: JSON.stringify({ value: Item?.value.S, url: process.env.URL }) };
};`;

/** Writes the assembly and returns its folder. */
export function synthesizeFixture(folder: string): string {
  const code = join(folder, 'code');
  mkdirSync(code, { recursive: true });
  writeFileSync(join(code, 'index.js'), HANDLER);
  const app = new App({ outdir: join(folder, 'cdk.out') });
  const stack = new Stack(app, 'Fixture');
  const table = new aws_dynamodb.TableV2(stack, 'Counters', {
    partitionKey: { name: 'pk', type: aws_dynamodb.AttributeType.STRING },
  });
  const api = new aws_apigateway.RestApi(stack, 'Api', { restApiName: 'counters' });
  const addFunction = (id: string) =>
    new aws_lambda.Function(stack, id, {
      runtime: aws_lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: aws_lambda.Code.fromAsset(code),
      environment: { TABLE: table.tableName },
    });
  const granted = addFunction('Granted');
  table.grant(granted, 'dynamodb:GetItem', 'dynamodb:PutItem');
  const resource = api.root.addResource('counter');
  const integration = new aws_apigateway.LambdaIntegration(granted);
  resource.addMethod('GET', integration);
  resource.addMethod('POST', integration);
  api.root
    .addResource('denied')
    .addMethod('GET', new aws_apigateway.LambdaIntegration(addFunction('Forgotten')));
  app.synth();
  return join(folder, 'cdk.out');
}
