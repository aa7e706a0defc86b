/** Synthesizes small stacks that use only aws-cdk-lib, for the tests of the local run. */
import { join } from 'node:path';
import { App, Stack, type StackProps } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { createTemporaryFolder } from './temporary-folder';

/** Synthesizes an app into a new folder. */
export function synthesizeApp(build: (app: App) => void): string {
  const outdir = createTemporaryFolder();
  const app = new App({
    outdir,
    analyticsReporting: false,
    context: { 'aws:cdk:bundling-stacks': [], '@aws-cdk/aws-apigateway:disableCloudWatchRole': true },
  });
  build(app);
  app.synth();
  return outdir;
}

/** Synthesizes one stack. */
export function synthesizeStack(build: (stack: Stack) => void, props: StackProps = {}): string {
  return synthesizeApp((app) => build(new Stack(app, 'Demo', props)));
}

/** Adds a function whose asset is the fixture next to this file. */
export function addFunction(
  stack: Stack,
  id: string,
  props: Partial<lambda.FunctionProps> = {},
): lambda.Function {
  return new lambda.Function(stack, id, {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromAsset(join(__dirname, 'fixture-function')),
    ...props,
  });
}
