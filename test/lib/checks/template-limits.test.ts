import { createPublicKey, randomUUID } from 'node:crypto';
import { parseRouteKey } from '../../../lambda/route-patterns';
import {
  checkUsage,
  describeUsage,
  measureTemplate,
  type Template,
} from '../../../lib/checks/template-limits';
import { servedRoutes as routes } from '../../support/served-routes';
import { synthStage } from '../../support/synth-stack';

function repeat(count: number, resource: (index: number) => object): Template {
  return {
    Resources: Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`R${index}`, resource(index)]),
    ),
  } as Template;
}

/** Returns the number of API Gateway's resources: one for every prefix of every path. */
function countApiResources(): number {
  const paths = Object.keys(routes).flatMap((key) => {
    const parts = parseRouteKey(key).path.slice(1).split('/');
    return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  });
  return new Set(paths).size;
}

test('describes the usage of each limit in one line', () => {
  const line = describeUsage('Dev', synthStage('dev').toJSON());
  expect(line).toMatch(
    new RegExp(
      `^Dev: 6 permissions, at most \\d+ of 500 resources, ${countApiResources()} of 300 resources in an API, \\d+ of 20480 bytes in a function's policy, \\d+ of 10240 bytes in a role's policies, \\d+ of 4096 bytes in a function's environment, \\d+ of 2048 characters in an event pattern$`,
    ),
  );
});

test('accepts the stack of every stage', () => {
  for (const stage of ['dev', 'prod', 'test'] as const) {
    expect(() => checkUsage(stage, synthStage(stage).toJSON())).not.toThrow();
  }
});

test.each<[string, Template]>([
  ['451 resources', repeat(451, () => ({ Type: 'X' }))],
  [
    '241 resources in an API',
    repeat(241, () => ({ Type: 'AWS::ApiGateway::Resource', Properties: { RestApiId: { Ref: 'Api' } } })),
  ],
  [
    "bytes in a function's policy",
    repeat(60, () => ({
      Type: 'AWS::Lambda::Permission',
      Properties: { FunctionName: { Ref: 'F' }, Principal: 'p', Action: 'a', SourceArn: { Ref: 'S' } },
    })),
  ],
  [
    "bytes in a role's policies",
    repeat(2, () => ({
      Type: 'AWS::IAM::Policy',
      Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: { Statement: 'x'.repeat(4_200) } },
    })),
  ],
  [
    "bytes in a function's environment",
    repeat(1, () => ({
      Type: 'AWS::Lambda::Function',
      Properties: { Environment: { Variables: { NAME: 'x'.repeat(3_300) } } },
    })),
  ],
  [
    'characters in an event pattern',
    repeat(1, () => ({
      Type: 'AWS::Events::Rule',
      Properties: { EventPattern: { source: ['x'.repeat(1_630)] } },
    })),
  ],
])('fails above 80 %% of the limit, or 90 %% of that of resources: %s', (what, template) => {
  const share = what.endsWith(' resources') ? 90 : 80;
  expect(() => checkUsage('Dev', template)).toThrow(`${what}, which is more than ${share} % of AWS's limit`);
});

test('counts the policies of each role separately', () => {
  const template = repeat(4, (index) => ({
    Type: 'AWS::IAM::Policy',
    Properties: { Roles: [{ Ref: `Role${index}` }], PolicyDocument: { Statement: 'x'.repeat(4_200) } },
  }));
  expect(() => checkUsage('Dev', template)).not.toThrow();
});

test('counts values that only the deployment knows as long', () => {
  const [, , , , environment] = measureTemplate(
    repeat(1, () => ({
      Type: 'AWS::Lambda::Function',
      Properties: { Environment: { Variables: { A: { 'Fn::Join': ['', ['ab', { Ref: 'X' }]] } } } },
    })),
  );
  expect(environment?.used).toBe(1 + 2 + 128);
});

test('counts the region and the domain of its partition in an environment with their greatest length', () => {
  const host = [{ Ref: 'Api' }, '.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }];
  const [, , , , environment] = measureTemplate(
    repeat(1, () => ({
      Type: 'AWS::Lambda::Function',
      Properties: { Environment: { Variables: { A: { 'Fn::Join': ['', host] } } } },
    })),
  );
  expect(environment?.used).toBe(1 + 128 + 1 + 24 + 1 + 24);
});

test('counts public keys with their true length', () => {
  const keyIds = ['A', 'B', 'C'].map((id) => ({ Ref: id }));
  const template = (KeyIds: readonly unknown[]) =>
    ({
      Resources: {
        Keys: { Type: 'Custom::PublicKeys', Properties: { KeyIds } },
        F: {
          Type: 'AWS::Lambda::Function',
          Properties: { Environment: { Variables: { K: { 'Fn::GetAtt': ['Keys', 'PublicKeys'] } } } },
        },
      },
    }) as Template;
  const bytesOf = (KeyIds: readonly unknown[]) => measureTemplate(template(KeyIds))[4]?.used;
  // a modulus of 3,072 bits: the length of a key does not depend on its value
  const jwk = { kty: 'RSA', e: 'AQAB', n: Buffer.alloc(3072 / 8, 0xff).toString('base64url') };
  const spki = createPublicKey({ format: 'jwk', key: jwk }).export({ type: 'spki', format: 'der' });
  const attribute = (ids: readonly unknown[]) =>
    JSON.stringify(Object.fromEntries(ids.map(() => [randomUUID(), spki.toString('base64')])));
  for (const ids of [keyIds.slice(0, 1), keyIds]) {
    expect(bytesOf(ids)).toBe(1 + attribute(ids).length);
  }
});
