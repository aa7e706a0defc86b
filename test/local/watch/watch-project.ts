/** A separate CDK project for tests of watching: two bundled functions, one of them with a table. */
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../../..');

const APP = `
const { App, Duration, Stack, aws_apigateway, aws_dynamodb, aws_iam, aws_lambda } = require('aws-cdk-lib');
const esbuild = require('esbuild');
const path = require('node:path');
require('./src/shared');
const { routes, stages = [] } = require('./routes');
const app = new App();
const stack = new Stack(app, 'Watched');
const table = new aws_dynamodb.TableV2(stack, 'Counters', {
  partitionKey: { name: 'pk', type: aws_dynamodb.AttributeType.STRING },
});
const api = new aws_apigateway.RestApi(stack, 'Api');
const functions = {};
for (const name of ['counter', 'other']) {
  const options = { entryPoints: ['src/' + name + '.ts'], outfile: 'index.js', bundle: true, platform: 'node', format: 'cjs' };
  esbuild.buildSync({ ...options, outfile: path.join('code', name, 'index.js'), logLevel: 'error' });
  const fn = new aws_lambda.Function(stack, name, {
    runtime: aws_lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    timeout: Duration.seconds(900),
    code: aws_lambda.Code.fromAsset(path.join('code', name)),
    environment: { TABLE: table.tableName, SDK: ${JSON.stringify(require.resolve('@aws-sdk/client-dynamodb'))} },
  });
  table.grant(fn, 'dynamodb:GetItem', 'dynamodb:PutItem');
  fn.node.defaultChild.addMetadata('local:esbuild', options);
  functions[name] = fn;
}
for (const [route, name] of Object.entries(routes)) {
  const integration = new aws_apigateway.LambdaIntegration(functions[name]);
  const resource = api.root.addResource(route);
  for (const verb of ['GET', 'POST']) {
    const method = resource.addMethod(verb, integration);
    method.node.defaultChild.addPropertyOverride('Integration.TimeoutInMillis', 900_000);
  }
}
for (const stageName of stages) {
  const deployment = new aws_apigateway.Deployment(stack, stageName + 'Deployment', { api });
  new aws_apigateway.Stage(stack, stageName, { deployment, stageName });
  const principal = new aws_iam.ServicePrincipal('apigateway.amazonaws.com');
  const sourceArn = api.arnForExecuteApi('*', '/*', stageName);
  for (const fn of Object.values(functions)) fn.addPermission(stageName, { principal, sourceArn });
}
`;

const COUNTER = `
import { version } from './version';
declare const require: (name: string) => any;
declare const process: { env: Record<string, string> };
const { existsSync, writeFileSync } = require('node:fs');
const { DynamoDBClient, PutItemCommand, GetItemCommand } = require(process.env.SDK);
const client = new DynamoDBClient({ maxAttempts: 1 });
const TableName = process.env.TABLE;
export const handler = async (event: any) => {
  const Key = { pk: { S: 'counter' } };
  if (event.httpMethod === 'POST') {
    await client.send(new PutItemCommand({ TableName, Item: { ...Key, value: { S: event.body } } }));
  }
  const gate = event.queryStringParameters?.gate;
  if (gate) {
    writeFileSync(gate + '.reached', '');
    while (!existsSync(gate + '.open')) await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const { Item } = await client.send(new GetItemCommand({ TableName, Key }));
  return { statusCode: 200, body: JSON.stringify({ version, value: Item?.value.S }) };
};
`;

const OTHER = `
import './shared';
const instance = Math.random();
export const handler = async () => ({ statusCode: 200, body: JSON.stringify({ instance }) });
`;

/** Returns how often the project was synthesized. */
export function countSyntheses({ folder }: WatchProject): number {
  return readFileSync(join(folder, 'syntheses'), 'utf8').length;
}

/** The folder of the project, and functions that change and remove it. */
export interface WatchProject {
  readonly folder: string;
  write(file: string, text: string): void;
  remove(): void;
}

/**
 * Creates the project. `src/version.ts` is a source of the function `counter`, `routes.js` one of the app,
 * and `src/shared.js` one of the app and of `other`.
 */
export function makeWatchProject(): WatchProject {
  const folder = mkdtempSync(join(tmpdir(), 'watch-project-'));
  mkdirSync(join(folder, 'src'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
  // outside the folder, and moved: a file that is written in place is empty for a moment, and a build may read it then
  const draft = `${folder}-draft`;
  const write = (file: string, text: string) => {
    writeFileSync(draft, text);
    renameSync(draft, join(folder, file));
  };
  write('cdk.json', JSON.stringify({ app: 'node app.js' }));
  write('app.js', `${APP}app.synth();\nrequire('node:fs').appendFileSync('syntheses', '.');\n`);
  write('routes.js', "exports.routes = { counter: 'counter', other: 'other' };");
  write('src/shared.js', 'exports.shared = 1;');
  write('src/version.ts', 'export const version = 1;');
  write('src/counter.ts', COUNTER);
  write('src/other.ts', OTHER);
  return { folder, write, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
