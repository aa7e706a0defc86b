/** The local run serves a stage with canaries: methods that invoke aliases, without the functions that CodeDeploy calls. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import cdkJson from '../cdk.json';
import { readAssembly } from '../local/template/read-assembly';
import { createAuthStack } from './support/synth-stack';

const folder = mkdtempSync(join(tmpdir(), 'latchkey-canary-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('requests reach the functions by their aliases, and the checks of versions are listed as not run', () => {
  const context = { ...cdkJson.context, 'aws:cdk:bundling-stacks': [] };
  const app = new App({ outdir: folder, context });
  createAuthStack(
    'prod',
    { exampleRoutes: true, alarmTopicArn: 'arn:aws:sns:eu-central-1:111122223333:alarms' },
    app,
  );
  app.synth();
  const problems: string[] = [];
  const { notRun } = readAssembly(folder, {
    originOf: () => 'http://127.0.0.1:1',
    physicalId: () => undefined,
    inlineCodeFolder: join(folder, 'inline'),
    onProblem: (problem) => problems.push(problem),
  });
  // nothing is bundled here, so every function that serves requests lacks its code and is named for it
  const lacksCode = / its code asset has no file for the handler index\.handler\.$/;
  expect(problems.map((problem) => problem.replace(lacksCode, '').replace(/[0-9A-F]{8}:$/, ''))).toEqual([
    'AuthorizerHandler',
    'AuthHandler',
    'FooHandler',
    'DiscoveryHandler',
    'PublicKeysFunctionHandler',
  ]);
  // the function of the custom resource is listed too, because its code cannot run
  const functions = notRun.filter(
    ({ type, logicalId }) => type === 'AWS::Lambda::Function' && !logicalId.startsWith('PublicKeys'),
  );
  expect(functions).toEqual(
    ['authorizer', 'auth', 'foo', 'discovery'].map((name) => ({
      logicalId: expect.stringMatching(new RegExp(`^Canary${name}CheckFunctionHandler`)),
      type: 'AWS::Lambda::Function',
      reason: 'no served API calls it',
    })),
  );
});
