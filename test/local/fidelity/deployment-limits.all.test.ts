/** Fact sheet section 10, the limits of a deployment: what AWS would reject is reported at start. */
import { CfnResource, type Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { readAssembly } from '../../../local/template/read-assembly';
import { addFunction, synthesizeStack } from '../template/synthesize';

function limitsOf(build: (stack: Stack, api: apigateway.RestApi) => void): readonly string[] | undefined {
  const directory = synthesizeStack((stack) => {
    // By default, the CDK rejects what CloudFormation would reject.
    stack.node.setContext('@aws-cdk/core:stackResourceLimit', 0);
    build(stack, new apigateway.RestApi(stack, 'Api'));
  });
  return readAssembly(directory).exceededLimits;
}

const integrationOf = (stack: Stack, scopePermissionToMethod: boolean) =>
  new apigateway.LambdaIntegration(addFunction(stack, 'Service'), { scopePermissionToMethod });

describe('a limit of a deployment', () => {
  test('is 300 resources for each API', () => {
    const withResources = (count: number) => (stack: Stack, api: apigateway.RestApi) => {
      api.root.addMethod('GET', integrationOf(stack, false));
      for (let index = 0; index < count; index += 1) api.root.addResource(`p${index}`);
    };
    expect(limitsOf(withResources(9))).toEqual([]);
    expect(limitsOf(withResources(301))).toEqual([
      expect.stringMatching(/^the API Api\w{8} has 301 resources, and 300 are allowed/),
    ]);
  });

  test("is 20,480 bytes of a function's resource policy, which `scopePermissionToMethod: false` keeps small", () => {
    const withMethods = (scoped: boolean) => (stack: Stack, api: apigateway.RestApi) => {
      const integration = integrationOf(stack, scoped);
      for (let index = 0; index < 60; index += 1) {
        api.root.addResource(`p${index}`).addMethod('GET', integration);
      }
    };
    expect(limitsOf(withMethods(false))).toEqual([]);
    expect(limitsOf(withMethods(true))).toEqual([
      expect.stringMatching(/^the function Demo-Service\w{8} has [0-9,]+ bytes of resource policy/),
    ]);
  });

  test('is 500 resources for each stack', () => {
    const limits = limitsOf((stack, api) => {
      api.root.addMethod('GET', integrationOf(stack, false));
      for (let index = 0; index < 500; index += 1)
        new CfnResource(stack, `R${index}`, { type: 'AWS::SQS::Queue' });
    });
    expect(limits).toEqual([
      expect.stringMatching(/^the stack Demo has 5\d\d resources, and 500 are allowed/),
    ]);
  });
});
