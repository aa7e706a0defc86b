/**
 * Functions that the local run cannot run. Routes that need them are rejected with the reason and are never
 * open.
 */
import type { Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { printRoutes } from '../../../local/cli/print-routes';
import { addFunction } from '../template/synthesize';
import { bearer, grantAll, serviceOk } from './grants';
import { serve } from './over-http';

/** Protects `/python` and `/image` with functions that are not run, and `/node` with one that is. */
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
  // Without the AuthorizationType CUSTOM, the authorizer protects nothing.
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
  ])('rejects %s %s with the reason, for every caller', async (method, path, reason) => {
    for (const headers of [[], bearer]) {
      const { status, text } = await served.call(path, { method, headers });
      const message = `Not run locally: its authorizer cannot be run: ${reason}`;
      expect([status, JSON.parse(text)]).toEqual([501, { message }]);
    }
    expect(served.eventsOf('Service')).toEqual([]);
  });

  test('affects no other routes: open ones are served, and protected ones use their own authorizer', async () => {
    const statusOf = async (path: string, call: object) => (await served.call(path, call)).status;
    expect(await statusOf('/open', {})).toBe(200);
    expect(await statusOf('/python', { method: 'PUT' })).toBe(200);
    expect(await statusOf('/node', { headers: bearer })).toBe(200);
    expect(await statusOf('/node', {})).toBe(401);
  });

  test('is listed with each of its routes at start', () => {
    const lines = printRoutes(served.api).split('\n');
    const told = lines.filter((line) => line.includes('its authorizer')).map((line) => line.trim());
    expect(told).toEqual([
      `GET   /python  not run: its authorizer cannot be run: ${reasons.python}`,
      `POST  /python  not run: its authorizer cannot be run: ${reasons.python}`,
      `GET   /image   not run: its authorizer cannot be run: ${reasons.image}`,
    ]);
  });

  test('is listed as not run, and not as running', () => {
    const { notRun, functions } = served.app;
    expect(notRun.map(({ reason }) => reason).sort()).toEqual([reasons.image, reasons.python]);
    expect(functions.map(({ logicalId }) => logicalId.slice(0, 4)).sort()).toEqual(['Node', 'Serv']);
  });

  test('can itself serve a route, which is rejected with the reason', async () => {
    const { status, text } = await served.call('/unrun');
    expect([status, JSON.parse(text)]).toEqual([501, { message: `Not run locally: ${reasons.python}` }]);
  });
});
