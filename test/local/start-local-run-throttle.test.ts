import { Fn } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { startLocalRun } from '../../local/start-local-run';
import { synthesizeStack } from './template/synthesize';
import { createTemporaryFolder } from './template/temporary-folder';

const ECHO = `exports.handler = async () => ({
  statusCode: 200,
  body: JSON.stringify({ limit: process.env.LIMIT, other: process.env.OTHER, added: process.env.ADDED }),
});`;

/** An app whose function declares how to disable its limit, as any app can. */
const assembly = () =>
  synthesizeStack((stack) => {
    const limited = new lambda.Function(stack, 'Limited', {
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline(ECHO),
      environment: { LIMIT: '5', OTHER: 'stays' },
    });
    (limited.node.defaultChild as lambda.CfnFunction).addMetadata('local:no-throttle', {
      environment: { LIMIT: Fn.join('', ['1000', '000']), ADDED: 'too' },
    });
    new apigateway.LambdaRestApi(stack, 'Api', { handler: limited });
  });

test.each([
  ['is asked to throttle nothing', false, { limit: '1000000', other: 'stays', added: 'too' }],
  ['throttles', true, { limit: '5', other: 'stays' }],
])('a function that declares other variables has them when the run %s', async (_what, throttle, seen) => {
  const project = createTemporaryFolder();
  const run = await startLocalRun({ project, assembly: assembly(), memory: true, throttle });
  try {
    expect(await (await fetch(run.origin)).json()).toEqual(seen);
  } finally {
    await run.close();
  }
});
