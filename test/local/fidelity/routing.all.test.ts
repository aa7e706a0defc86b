/** Fact sheet section 7: routing and paths. */
import type { Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { addFunction } from '../template/synthesize';
import { serviceOk } from './grants';
import { serve } from './over-http';

function build(stack: Stack): void {
  const api = new apigateway.RestApi(stack, 'Api', { deployOptions: { stageName: 'v1' } });
  const integration = new apigateway.LambdaIntegration(addFunction(stack, 'Service'));
  api.root.addResource('test').addMethod('POST', integration);
  const pets = api.root.addResource('pets');
  pets.addResource('mine').addMethod('GET', integration);
  pets.addResource('{id}').addMethod('GET', integration);
  pets.addProxy({ anyMethod: false }).addMethod('GET', integration);
  api.root.addResource('any').addMethod('ANY', integration);
  api.root.addResource('{proxy+}').addMethod('OPTIONS', integration);
}

describe('routing', () => {
  const served = serve(build);
  const eventOf = async (target: string, method = 'GET') => {
    served.play({ Service: serviceOk });
    await served.call(target, { method });
    return served.eventsOf('Service')[0];
  };
  const resourceOf = async (target: string, method?: string) => (await eventOf(target, method))?.resource;

  test('lets a literal beat `{param}`, and `{param}` beat `{proxy+}`', async () => {
    expect(await resourceOf('/pets/mine')).toBe('/pets/mine');
    expect(await resourceOf('/pets/7')).toBe('/pets/{id}');
    expect(await resourceOf('/pets/7/toys')).toBe('/pets/{proxy+}');
  });

  test('knows the method when it falls through: `OPTIONS /test` is served by the proxy resource', async () => {
    expect(await resourceOf('/test', 'OPTIONS')).toBe('/{proxy+}');
    expect(await resourceOf('/test', 'POST')).toBe('/test');
    expect(await resourceOf('/test', 'GET')).toBeUndefined();
  });

  test.each(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'])('has %s in ANY', async (method) => {
    expect(await resourceOf('/any', method)).toBe('/any');
  });

  test('has no other method in ANY', async () => {
    expect(await resourceOf('/any', 'TRACE')).toBeUndefined();
  });

  test('does not take HEAD for GET', async () => {
    expect(await resourceOf('/pets/mine', 'HEAD')).toBeUndefined();
  });

  test('matches the same resource with a trailing slash, which event.path keeps', async () => {
    expect(await eventOf('/pets/mine/')).toMatchObject({ resource: '/pets/mine', path: '/pets/mine/' });
    expect(await eventOf('/pets/7/')).toMatchObject({ resource: '/pets/{id}', pathParameters: { id: '7' } });
  });

  test('matches `/x` by `//x` behind the stage', async () => {
    expect(await resourceOf('//pets/mine')).toBe('/pets/mine');
  });

  test.each(['a%2Bb', 'a%20b', 'a+b', 'a%2Fb', '%E2%82%AC', 'a%zz'])(
    'leaves the path parameter %s as it came',
    async (id) => {
      expect(await eventOf(`/pets/${id}`)).toMatchObject({
        resource: '/pets/{id}',
        pathParameters: { id },
      });
    },
  );

  test('decodes query strings, `+` to a space among them', async () => {
    expect((await eventOf('/pets/7?a=1%2B1&b=x+y&c%20d=%E2%82%AC'))?.queryStringParameters).toEqual({
      a: '1+1',
      b: 'x y',
      'c d': '€',
    });
  });

  test('lets the last value of a query string win, and keeps all in the multi-value map', async () => {
    expect(await eventOf('/pets/7?a=1&b=2&a=3')).toMatchObject({
      queryStringParameters: { a: '3', b: '2' },
      multiValueQueryStringParameters: { a: ['1', '3'], b: ['2'] },
    });
  });
});
