/** Resource policies of an API. */
import type { Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as iam from 'aws-cdk-lib/aws-iam';
import { addFunction } from '../template/synthesize';
import { drive } from './drive';

function withPolicy(...statements: iam.PolicyStatementProps[]) {
  return (stack: Stack) => {
    const policy = new iam.PolicyDocument({
      statements: statements.map(
        (props) =>
          new iam.PolicyStatement({
            actions: ['execute-api:Invoke'],
            principals: [new iam.AnyPrincipal()],
            ...props,
          }),
      ),
    });
    const api = new apigateway.RestApi(stack, 'Api', { policy });
    const integration = new apigateway.LambdaIntegration(addFunction(stack, 'Service'));
    const authorizer = new apigateway.TokenAuthorizer(stack, 'Authorizer', {
      handler: addFunction(stack, 'Guard'),
    });
    api.root.addResource('open').addMethod('GET', integration);
    api.root.addResource('bare').addMethod('GET', integration);
    api.root.addResource('guarded').addMethod('GET', integration, { authorizer });
  };
}

const allowOpen = { resources: ['execute-api:/*/GET/open'] };
const denyAll = { effect: iam.Effect.DENY, resources: ['execute-api:/*'] };

test.each<[string, iam.PolicyStatementProps[], number, number]>([
  ['that allows one route', [allowOpen], 200, 200],
  ['that allows nothing', [{ resources: ['execute-api:/*/POST/*'] }], 403, 200],
  ['that denies all', [{ resources: ['execute-api:/*'] }, denyAll], 403, 403],
  [
    'that denies by address',
    [
      { resources: ['execute-api:/*'] },
      { ...denyAll, conditions: { NotIpAddress: { 'aws:SourceIp': '127.0.0.0/8' } } },
    ],
    200,
    200,
  ],
])('a policy %s', async (_kind, statements, open, guarded) => {
  const driven = drive(withPolicy(...statements));
  const policyDocument = { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
  driven.play({ Guard: () => ({ principalId: 'a', policyDocument }), Service: () => ({}) });
  expect((await driven.send({ target: '/open' })).status).toBe(open);
  expect((await driven.send({ target: '/guarded', headers: [['Authorization', 'x']] })).status).toBe(guarded);
  expect(driven.eventsOf('Service')).toHaveLength([open, guarded].filter((status) => status === 200).length);
});

test.each([
  ['explicitly', denyAll, ' with an explicit deny'],
  ['implicitly', allowOpen, ''],
])('a caller who is denied %s receives the route, and not the account', async (_manner, policy, manner) => {
  const driven = drive(withPolicy(policy), (app) => ({ ...app, accountId: '123456789012' }));
  const refused = policy === denyAll ? '/open' : '/bare';
  const reply = await driven.send({ target: refused });
  expect(JSON.parse(reply.text)).toEqual({
    Message: `User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********9012:${driven.api.id}/prod/GET${refused}${manner}`,
  });
});

test('the trace names the denying statement, and does not mark a denied request as open', async () => {
  const driven = drive(withPolicy(allowOpen, denyAll));
  const { trace } = await driven.send({ target: '/open' });
  expect(trace).toMatchObject({
    byResourcePolicy: { decision: 'explicit-deny', statement: { Effect: 'Deny' }, place: { statement: 1 } },
  });
  expect(trace).not.toHaveProperty('isOpen');
});

test('a request without any check of its caller is open, and one with an authorizer is not', async () => {
  const driven = drive(withPolicy({ resources: ['execute-api:/*'] }));
  driven.play({
    Service: () => ({}),
    Guard: () => ({ principalId: 'a', policyDocument: { Statement: [] } }),
  });
  expect((await driven.send({ target: '/open' })).trace).toMatchObject({ isOpen: true });
  const guarded = await driven.send({ target: '/guarded', headers: [['Authorization', 'x']] });
  expect(guarded.trace).not.toHaveProperty('isOpen');
});
