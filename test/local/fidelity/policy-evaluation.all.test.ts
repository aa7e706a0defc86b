/** Fact sheet section 4: how an authorizer's policy is evaluated. */
import { Duration, type Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { addFunction } from '../template/synthesize';
import { answerOf, serviceOk, statement } from './grants';
import { serve } from './over-http';

function build(stack: Stack): void {
  const api = new apigateway.RestApi(stack, 'Api', { deployOptions: { stageName: 'v1' } });
  api.root.addProxy({
    defaultIntegration: new apigateway.LambdaIntegration(addFunction(stack, 'Service')),
    defaultMethodOptions: {
      authorizer: new apigateway.TokenAuthorizer(stack, 'Authorizer', {
        handler: addFunction(stack, 'Guard'),
        resultsCacheTtl: Duration.seconds(0),
      }),
    },
  });
}

const allow = (Resource: unknown, more?: Record<string, unknown>) => statement('Allow', Resource, more);
const deny = (Resource: unknown, more?: Record<string, unknown>) => statement('Deny', Resource, more);
const when = (Condition: unknown) => allow('*', { Condition });

describe("an authorizer's policy", () => {
  const served = serve(build);
  const arn = (pattern: string) => `${served.stageArn}/${pattern}`;
  const judge = async (statements: unknown, target = '/pets/7') => {
    served.play({ Guard: () => answerOf(statements), Service: serviceOk });
    const headers: [string, string][] = [
      ['Authorization', 'x'],
      ['User-Agent', 'test/1'],
      ['Referer', 'https://a.example/page'],
    ];
    const { status } = await served.call(target, { headers });
    // Any other status is not a decision.
    expect([200, 403]).toContain(status);
    return status === 200;
  };

  test('lets an explicit Deny win over any Allow, in either order', async () => {
    expect(await judge([allow('*'), deny(arn('GET/pets/*'))])).toBe(false);
    expect(await judge([deny(arn('GET/pets/*')), allow('*')])).toBe(false);
  });

  test('allows with any Allow, and denies without one', async () => {
    expect(await judge([allow(arn('GET/toys')), allow(arn('GET/pets/7'))])).toBe(true);
    expect(await judge([allow(arn('GET/toys'))])).toBe(false);
    expect(await judge([])).toBe(false);
  });

  test('has a `*` that matches any run of characters, `/` and `:` among them', async () => {
    expect(await judge(allow(arn('GET/*')), '/pets/7/toys/a:b')).toBe(true);
    expect(await judge(allow('arn:aws:execute-api:*/pets/7'))).toBe(true);
    expect(await judge(allow(arn('GET/pets*7')))).toBe(true);
  });

  test('has a `?` that matches exactly one character', async () => {
    expect(await judge(allow(arn('GET/pets/?')))).toBe(true);
    expect(await judge(allow(arn('GET/pets/?')), '/pets/77')).toBe(false);
    expect(await judge(allow(arn('GET/pets/7?')))).toBe(false);
  });

  test('may have one object as its Statement, and arrays as Action and Resource', async () => {
    const Action = ['s3:GetObject', 'execute-api:Invoke'];
    expect(await judge(allow([arn('GET/toys'), arn('GET/pets/7')], { Action }))).toBe(true);
    expect(await judge(allow([arn('GET/toys')], { Action }))).toBe(false);
  });

  test.each(['execute-api:Invoke', 'EXECUTE-API:invoke', 'execute-api:*', '*', 'execute-api:Inv?ke'])(
    'may name the action %s',
    async (Action) => {
      expect(await judge(allow('*', { Action }))).toBe(true);
    },
  );

  test.each(['execute-api:ManageConnections', 's3:*', 'execute-api'])(
    'that names the action %s does not match invocations',
    async (Action) => {
      expect(await judge(allow('*', { Action }))).toBe(false);
    },
  );

  test('may have NotAction', async () => {
    const not = (NotAction: string) => ({ Effect: 'Allow', NotAction, Resource: '*' });
    expect(await judge(not('s3:*'))).toBe(true);
    expect(await judge(not('execute-api:*'))).toBe(false);
  });

  test('may have NotResource', async () => {
    const not = (Effect: string, pattern: string) => ({
      Effect,
      Action: '*',
      NotResource: arn(pattern),
    });
    expect(await judge(not('Allow', 'GET/toys'))).toBe(true);
    expect(await judge(not('Allow', 'GET/pets/*'))).toBe(false);
    expect(await judge([allow('*'), not('Deny', 'GET/toys')])).toBe(false);
  });

  test('for `…/GET/pets` does not match `…/GET/pets/`', async () => {
    expect(await judge(allow(arn('GET/pets')), '/pets')).toBe(true);
    expect(await judge(allow(arn('GET/pets')), '/pets/')).toBe(false);
  });

  test.each<[string, unknown, unknown]>([
    [
      'aws:SourceIp',
      { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } },
      { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
    ],
    [
      'aws:UserAgent',
      { StringEquals: { 'aws:UserAgent': 'test/1' } },
      { StringEquals: { 'aws:UserAgent': 'test/2' } },
    ],
    [
      'aws:Referer',
      { StringLike: { 'aws:Referer': 'https://a.example/*' } },
      { StringLike: { 'aws:Referer': 'https://b.example/*' } },
    ],
    [
      'aws:CurrentTime',
      { DateLessThan: { 'aws:CurrentTime': '2026-04-15T00:00:00Z' } },
      { DateLessThan: { 'aws:CurrentTime': '2026-04-14T00:00:00Z' } },
    ],
    [
      'aws:EpochTime',
      { NumericGreaterThan: { 'aws:EpochTime': '1776000000' } },
      { NumericGreaterThan: { 'aws:EpochTime': '1777000000' } },
    ],
    [
      'aws:SecureTransport',
      { Bool: { 'aws:SecureTransport': 'true' } },
      { Bool: { 'aws:SecureTransport': 'false' } },
    ],
  ])('may have a condition on %s', async (_key, holds, fails) => {
    expect(await judge(when(holds))).toBe(true);
    expect(await judge(when(fails))).toBe(false);
  });
});
