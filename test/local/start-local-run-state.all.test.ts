/** The tables of a local run after failed starts, next to another run, and in an assembly with many problems. */
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { counter } from './call-counter';
import { synthesizeFixture } from './synthesize-fixture';
import { addFunction, synthesizeStack } from './template/synthesize';
import { useLocalRuns } from './use-local-runs';

const local = useLocalRuns(synthesizeFixture);
const { start } = local;

test('a fresh start that fails loses nothing', async () => {
  const first = await start();
  await counter(first.run, 'kept');
  await first.run.close();
  const manifest = join(local.assembly, 'manifest.json');
  renameSync(manifest, `${manifest}.away`);
  await expect(start({ fresh: true })).rejects.toThrow('manifest.json');
  renameSync(`${manifest}.away`, manifest);
  const again = await start();
  expect(await counter(again.run)).toEqual({ status: 200, value: 'kept' });
});

test('two runs cannot use the same tables, and a fresh start does not remove the tables of a run', async () => {
  const { run } = await start();
  await counter(run, 'safe');
  for (const fresh of [false, true]) {
    await expect(start({ fresh })).rejects.toThrow(/^Another local run uses the tables under .* --memory/);
  }
  expect(await counter(run)).toEqual({ status: 200, value: 'safe' });
  const beside = await start({ memory: true });
  expect(await counter(beside.run)).toEqual({ status: 200 });
});

test('a failed start keeps the state of earlier runs', async () => {
  const first = await start();
  await counter(first.run, 'kept');
  await first.run.close();
  await expect(start({ stack: 'Missing' })).rejects.toThrow(/has no stack Missing/);
  const again = await start({ stack: 'Fixture' });
  expect(await counter(again.run)).toEqual({ status: 200 });
  await again.run.close();
  expect(await counter((await start()).run)).toEqual({ status: 200, value: 'kept' });
});

test('functions with layers are reported, because they run without them', async () => {
  const directory = synthesizeStack((stack) => {
    const code = lambda.Code.fromAsset(join(__dirname, 'template', 'fixture-function'));
    const arn = 'arn:aws:lambda:us-east-1:123456789012:layer:tools:3';
    const { root } = new apigateway.RestApi(stack, 'Api');
    const add = (id: string, layers: lambda.ILayerVersion[]) =>
      root
        .addResource(id)
        .addMethod('GET', new apigateway.LambdaIntegration(addFunction(stack, id, { layers })));
    add('Plain', []);
    add('Layered', [lambda.LayerVersion.fromLayerVersionArn(stack, 'Tools', arn)]);
    add('OwnLayered', [new lambda.LayerVersion(stack, 'Own', { code })]);
  });
  const { run, events } = await start({ memory: true, assembly: directory });
  expect(events.flatMap((event) => (event.kind === 'warning' ? [event.text] : []))).toEqual([
    'Layers are not run. These functions run without their layers: Layered, OwnLayered.',
  ]);
  expect((await fetch(`${run.origin}/Layered`)).status).toBe(200);
});
