/** @jest-environment ./test/support/direct-npx-environment.js */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as logs from 'aws-cdk-lib/aws-logs';
import {
  ESBUILD_METADATA,
  NO_THROTTLE_METADATA,
  ServiceFunction,
  type ServiceFunctionProps,
} from '../../../../lib/constructs/functions/service-function';
import { createStack } from '../../../support/synth-stack';

function synth(props: Partial<ServiceFunctionProps> = {}): Template {
  const stack = createStack();
  new ServiceFunction(stack, 'Function', {
    entry: path.join(__dirname, '../../../../lambda/foo/handler.ts'),
    description: 'Answers',
    environment: { NAME: 'value' },
    logRetention: logs.RetentionDays.ONE_MONTH,
    retainData: false,
    ...props,
  });
  return Template.fromStack(stack);
}

test('runs on Node.js 24 and ARM64, with traces and logs in JSON', () => {
  const template = synth();
  template.hasResourceProperties('AWS::Lambda::Function', {
    Runtime: 'nodejs24.x',
    Architectures: ['arm64'],
    Handler: 'index.handler',
    MemorySize: 512,
    Timeout: 10,
    Environment: { Variables: { NAME: 'value' } },
    TracingConfig: { Mode: 'Active' },
    LoggingConfig: Match.objectLike({ LogFormat: 'JSON', LogGroup: { Ref: Match.stringLikeRegexp('Logs') } }),
    FunctionName: Match.absent(),
  });
});

test('accepts other memory and another time-out', () => {
  synth({ memorySize: 1_769, timeout: Duration.seconds(5) }).hasResourceProperties('AWS::Lambda::Function', {
    MemorySize: 1_769,
    Timeout: 5,
  });
});

test('keeps its logs for the retention period, and retains them with retainData', () => {
  synth({ retainData: true }).hasResource('AWS::Logs::LogGroup', {
    DeletionPolicy: 'RetainExceptOnCreate',
    Properties: { RetentionInDays: 30 },
  });
  synth().hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'Delete' });
});

test('its role may write its own log group and traces, and nothing else', () => {
  const template = synth();
  template.hasResourceProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent() });
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: [
        {
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Effect: 'Allow',
          Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('Logs'), 'Arn'] },
        },
        { Action: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], Effect: 'Allow', Resource: '*' },
      ],
    },
  });
});

test('texts with any content are written next to its bundle, and are part of its asset', () => {
  const outdir = mkdtempSync(path.join(tmpdir(), 'service-function-'));
  // the CDK prints a line for each bundle
  const silent = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const text = '{"a": "$HOME `id` \'\\"\\n"}';
  const hashes = [{ 'a.json': text }, { 'a.json': 'other' }].map((files, index) => {
    const app = new App({ outdir: path.join(outdir, String(index)) });
    new ServiceFunction(new Stack(app, 'Stack'), 'Function', {
      entry: path.join(__dirname, '../../../../lambda/discovery/cache-for.ts'),
      description: 'Answers',
      environment: {},
      files,
      logRetention: logs.RetentionDays.ONE_MONTH,
      retainData: false,
    });
    const [asset = ''] = readdirSync(app.synth().directory).filter((name) => name.startsWith('asset.'));
    return { asset, text: readFileSync(path.join(app.outdir, asset, 'a.json'), 'utf8') };
  });
  silent.mockRestore();
  rmSync(outdir, { recursive: true, force: true });
  expect(hashes.map((one) => one.text)).toEqual([text, 'other']);
  expect(hashes[0]?.asset).not.toBe(hashes[1]?.asset);
});

test.each(['index', 'Factors', 'a/b', '../a', ''])(
  'rejects %j as the name of a file that is loaded on demand',
  (name) => {
    expect(() => synth({ onDemand: { [name]: 'lambda/foo/get-foo.ts' } })).toThrow(
      `onDemand contains "${name}": use kebab-case names other than "index", which is the bundle`,
    );
  },
);

test('its metadata contains the environment that lifts its throttles, if it has any', () => {
  expect(NO_THROTTLE_METADATA).toBe('local:no-throttle');
  const metadataOf = (props: Parameters<typeof synth>[0]) =>
    Object.values(synth(props).findResources('AWS::Lambda::Function'))[0]?.Metadata;
  expect(metadataOf({})).not.toHaveProperty(NO_THROTTLE_METADATA);
  const unthrottledEnvironment = { LIMIT: '1000000' };
  expect(metadataOf({ unthrottledEnvironment })?.[NO_THROTTLE_METADATA]).toEqual({
    environment: unthrottledEnvironment,
  });
});

test('its metadata contains its build options, without a path of this machine', () => {
  const [fn] = Object.values(synth().findResources('AWS::Lambda::Function'));
  const options = fn?.Metadata[ESBUILD_METADATA];
  expect(ESBUILD_METADATA).toBe('local:esbuild');
  expect(options).toMatchObject({
    entryPoints: ['lambda/foo/handler.ts'],
    outfile: 'index.js',
    format: 'cjs',
    target: 'node24',
    external: [],
  });
  expect(JSON.stringify(options)).not.toContain(path.join(__dirname, '../../../..'));
  const [takesPasswords] = Object.values(
    synth({ takesPasswords: true }).findResources('AWS::Lambda::Function'),
  );
  expect(takesPasswords?.Metadata[ESBUILD_METADATA].external).toEqual([
    'argon2',
    'bcryptjs',
    '@zxcvbn-ts/language-common',
  ]);
});

test('a versioned function is invoked by an alias of its newest version', () => {
  synth({ versioned: true }).hasResourceProperties('AWS::Lambda::Alias', {
    Name: 'live',
    FunctionVersion: { 'Fn::GetAtt': [Match.stringLikeRegexp('CurrentVersion'), 'Version'] },
    ProvisionedConcurrencyConfig: Match.absent(),
  });
  synth().resourceCountIs('AWS::Lambda::Version', 0);
});

test('lines are kept from INFO, or from another level', () => {
  const level = (ApplicationLogLevel: string) => ({
    LoggingConfig: Match.objectLike({ ApplicationLogLevel }),
  });
  synth().hasResourceProperties('AWS::Lambda::Function', level('INFO'));
  synth({ logLevel: 'ERROR' }).hasResourceProperties('AWS::Lambda::Function', level('ERROR'));
});

test('a limit of 0 stops it, without a new version', () => {
  const versionsOf = (template: Template) => Object.keys(template.findResources('AWS::Lambda::Version'));
  const stopped = synth({ versioned: true, reservedConcurrency: 0 });
  stopped.hasResourceProperties('AWS::Lambda::Function', { ReservedConcurrentExecutions: 0 });
  expect(versionsOf(stopped)).toEqual(versionsOf(synth({ versioned: true })));
});

test('instances are reserved, and kept ready behind the alias', () => {
  const template = synth({ reservedConcurrency: 10, provisionedConcurrency: 2 });
  template.hasResourceProperties('AWS::Lambda::Function', { ReservedConcurrentExecutions: 10 });
  template.hasResourceProperties('AWS::Lambda::Alias', {
    ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 2 },
  });
});
