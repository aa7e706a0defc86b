/** Functions that the local run cannot run: what needs them is refused with the reason, and never stands open. */
import type { Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { printRoutes } from '../../../local/cli/print-routes';
import { addFunction } from '../template/synthesize';
import { bearer, grantAll, serviceOk } from './grants';
import { serve } from './over-http';

/** Guards `/python` and `/image` by functions that are not run, and `/node` by one that is. */
function build(stack: Stack): void {
  const { root } = new apigateway.RestApi(stack, 'Api', { deployOptions: { stageName: 'v1' } });
  const service = new apigateway.LambdaIntegration(addFunction(stack, 'Service'));
  const guard = (path: string, handler: lambda.Function) => {
    const authorizer = new apigateway.TokenAuthorizer(stack, `Guard-${path}`, { handler });
    const resource = root.addResource(path);
    resource.addMethod('GET', service, { authorizer });
    return { resource, authorizer };
  };
  const python = addFunction(stack, 'Python', { runtime: lambda.Runtime.PYTHON_3_13 });
  const { resource, authorizer } = guard('python', python);
  resource.addMethod('POST', new apigateway.MockIntegration(), { authorizer });
  const open = resource.addMethod('PUT', service).node.defaultChild as apigateway.CfnMethod;
  // without an AuthorizationType of CUSTOM it guards nothing
  open.authorizerId = authorizer.authorizerId;
  const image = addFunction(stack, 'Image');
  (image.node.defaultChild as lambda.CfnFunction).addPropertyOverride('PackageType', 'Image');
  guard('image', image);
  guard('node', addFunction(stack, 'Node'));
  root.addResource('open').addMethod('GET', service);
  root.addResource('unrun').addMethod('GET', new apigateway.LambdaIntegration(python));
}

const reasons = {
  python: 'the runtime python3.13 is not run, only Node.js is',
  image: 'container images are not run',
};

describe('an authorizer whose function is not run', () => {
  const served = serve(build);
  beforeEach(() => served.play({ Service: serviceOk, Node: () => grantAll() }));

  test.each([
    ['GET', '/python', reasons.python],
    ['POST', '/python', reasons.python],
    ['GET', '/image', reasons.image],
  ])('refuses %s %s with the reason, whoever calls', async (method, path, reason) => {
    for (const headers of [[], bearer]) {
      const { status, text } = await served.call(path, { method, headers });
      const message = `Not run locally: its authorizer cannot be run: ${reason}`;
      expect([status, JSON.parse(text)]).toEqual([501, { message }]);
    }
    expect(served.eventsOf('Service')).toEqual([]);
  });

  test('ends nothing else: routes that it does not guard are served, the guarded ones behind their authorizer', async () => {
    const statusOf = async (path: string, call: object) => (await served.call(path, call)).status;
    expect(await statusOf('/open', {})).toBe(200);
    expect(await statusOf('/python', { method: 'PUT' })).toBe(200);
    expect(await statusOf('/node', { headers: bearer })).toBe(200);
    expect(await statusOf('/node', {})).toBe(401);
  });

  test('is told of with each of its routes in the list at start', () => {
    const lines = printRoutes(served.api).split('\n');
    const told = lines.filter((line) => line.includes('its authorizer')).map((line) => line.trim());
    expect(told).toEqual([
      `GET   /python  not run: its authorizer cannot be run: ${reasons.python}`,
      `POST  /python  not run: its authorizer cannot be run: ${reasons.python}`,
      `GET   /image   not run: its authorizer cannot be run: ${reasons.image}`,
    ]);
  });

  test('is among what is not run, and not among what is', () => {
    const { notRun, functions } = served.app;
    expect(notRun.map(({ reason }) => reason).sort()).toEqual([reasons.image, reasons.python]);
    expect(functions.map(({ logicalId }) => logicalId.slice(0, 4)).sort()).toEqual(['Node', 'Serv']);
  });

  test('may itself stand behind a route, which refuses with the reason', async () => {
    const { status, text } = await served.call('/unrun');
    expect([status, JSON.parse(text)]).toEqual([501, { message: `Not run locally: ${reasons.python}` }]);
  });
});
