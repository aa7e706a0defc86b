/** Fact sheet section 9: responses to clients for the results of a proxy function. */
import type { Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { uuidPattern } from '../../support/uuid-pattern';
import { thrown } from '../gateway/drive';
import { addFunction } from '../template/synthesize';
import { serve } from './over-http';

function build(stack: Stack): void {
  const api = new apigateway.RestApi(stack, 'Api', { binaryMediaTypes: ['image/png'] });
  api.root.addMethod('GET', new apigateway.LambdaIntegration(addFunction(stack, 'Service')));
}

describe('a proxy function', () => {
  const served = serve(build);
  const get = async (returned: unknown, accept?: string) => {
    served.play({ Service: () => returned });
    return served.call('/', { headers: accept === undefined ? [] : [['Accept', accept]] });
  };

  test('that returns a status alone: 200, an empty body, Content-Type application/json', async () => {
    const reply = await get({ statusCode: 200 });
    expect([reply.status, reply.text, reply.header('Content-Type')]).toEqual([200, '', 'application/json']);
  });

  test('that returns only headers: 200', async () => {
    const reply = await get({ headers: { 'X-A': '1' } });
    expect([reply.status, reply.header('X-A')]).toEqual([200, '1']);
  });

  test('that returns the status "201": 201', async () => {
    expect((await get({ statusCode: '201' })).status).toBe(201);
  });

  test.each<[string, unknown]>([
    ['the status "test"', { statusCode: 'test' }],
    ['an unknown top-level key', { statusCode: 200, more: 1 }],
    ['a bare string', 'hello'],
    ['a multiValueHeaders value that is no array', { multiValueHeaders: { A: 'b' } }],
    ['an error that it throws', thrown('secret')],
  ])('that returns %s: 502', async (_kind, returned) => {
    const reply = await get(returned);
    expect([reply.status, reply.text]).toEqual([502, '{"message": "Internal server error"}']);
    expect(reply.header('x-amzn-ErrorType')).toBe('InternalServerErrorException');
  });

  test('that returns headers and multiValueHeaders with one name: merged, multi first', async () => {
    const { headers } = await get({
      headers: { 'X-A': 'single' },
      multiValueHeaders: { 'X-A': ['m1', 'm2'] },
    });
    const values = headers.filter(([name]) => name === 'X-A').map(([, value]) => value);
    expect(values).toEqual(['m1', 'm2', 'single']);
  });

  test('that returns isBase64Encoded without a matching binary media type: sent undecoded', async () => {
    const returned = { body: Buffer.from('hello').toString('base64'), isBase64Encoded: true };
    expect((await get(returned)).text).toBe(returned.body);
    expect((await get(returned, 'text/plain')).text).toBe(returned.body);
    expect((await get(returned, 'image/png')).text).toBe('hello');
  });

  test('keeps its own Content-Type, which is application/json by default', async () => {
    const own = await get({ headers: { 'content-type': 'text/html' }, body: '<p>' });
    const types = own.headers.filter(([name]) => name.toLowerCase() === 'content-type');
    expect(types).toEqual([['content-type', 'text/html']]);
    expect((await get({ body: 'x' })).header('Content-Type')).toBe('application/json');
  });

  test.each([
    ['200', { statusCode: 200 }],
    ['502', 'malformed'],
  ])(
    'that is answered by a %s: x-amzn-RequestId, x-amz-apigw-id and X-Amzn-Trace-Id',
    async (_status, returned) => {
      const reply = await get(returned);
      expect(reply.header('x-amzn-RequestId')).toMatch(uuidPattern);
      expect(reply.header('x-amz-apigw-id')).toBeTruthy();
      expect(reply.header('X-Amzn-Trace-Id')).toMatch(/^Root=1-/);
    },
  );

  test.each([
    ['Connection', 'x-own'],
    ['Content-Length', '999'],
    ['Date', 'Thu, 01 Jan 1970 00:00:00 GMT'],
    ['Server', 'mine'],
    ['WWW-Authenticate', 'Bearer'],
  ])('whose header %s reaches clients under the name x-amzn-Remapped-*', async (name, value) => {
    const reply = await get({ headers: { [name]: value }, body: 'hello' });
    expect(reply.header(`x-amzn-Remapped-${name}`)).toBe(value);
    expect(reply.header(name)).not.toBe(value);
    expect(reply.text).toBe('hello');
  });
});
