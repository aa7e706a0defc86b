/** Fact sheet section 10: validators, models, MOCK integrations and limits. */
import { Duration, type Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { addFunction } from '../template/synthesize';
import { answerOf, bearer, serviceOk, statement } from './grants';
import { serve } from './over-http';

function build(stack: Stack): void {
  const api = new apigateway.RestApi(stack, 'Api', { deployOptions: { stageName: 'v1' } });
  const integration = new apigateway.LambdaIntegration(addFunction(stack, 'Service'));
  const address = (model: apigateway.IModel) =>
    `https://apigateway.amazonaws.com/restapis/${api.restApiId}/models/${model.modelId}`;
  const name = api.addModel('Name', {
    modelName: 'Name',
    schema: { type: apigateway.JsonSchemaType.STRING, maxLength: 5 },
  });
  const named = api.addModel('Named', {
    schema: {
      type: apigateway.JsonSchemaType.OBJECT,
      required: ['name'],
      properties: {
        name: { ref: address(name) },
        // In draft-04, `exclusiveMinimum` is a boolean next to `minimum`.
        age: { type: apigateway.JsonSchemaType.INTEGER, minimum: 0, exclusiveMinimum: true },
      },
    },
  });
  const anything = api.addModel('Anything', { schema: { type: apigateway.JsonSchemaType.OBJECT } });
  const body = { requestValidator: api.addRequestValidator('Body', { validateRequestBody: true }) };
  const parameters = api.addRequestValidator('Parameters', { validateRequestParameters: true });
  api.root.addResource('names').addMethod('POST', integration, {
    requestModels: { 'application/json': named },
    ...body,
  });
  api.root.addResource('anything').addMethod('POST', integration, {
    requestModels: { 'application/json': anything },
    ...body,
  });
  api.root
    .addResource('items')
    .addResource('{id}')
    .addMethod('GET', integration, {
      requestParameters: {
        'method.request.querystring.q': true,
        'method.request.path.id': true,
        'method.request.header.X-H': true,
        'method.request.querystring.optional': false,
      },
      requestValidator: parameters,
    });
  api.root.addResource('ordered').addMethod('GET', integration, {
    requestParameters: {
      'method.request.querystring.q': true,
      // Not a part of the resource's path, so it is always missing.
      'method.request.path.p': true,
      'method.request.header.X-H': true,
    },
    requestValidator: parameters,
  });
  api.root.addResource('guarded').addMethod('GET', integration, {
    authorizer: new apigateway.TokenAuthorizer(stack, 'Authorizer', {
      handler: addFunction(stack, 'Guard'),
      resultsCacheTtl: Duration.seconds(0),
    }),
  });
  api.root.addProxy({ defaultIntegration: integration });
  api.root.addResource('one').addCorsPreflight({ allowOrigins: ['https://a.example'] });
  api.root
    .addResource('several')
    .addCorsPreflight({ allowOrigins: ['https://a.example', 'https://b.example'] });
  const template = '#if($nothing == "")empty#end|#if($input.params("q") == "")none#end|$nothing|';
  api.root.addResource('mock').addMethod(
    'GET',
    new apigateway.MockIntegration({
      requestTemplates: { 'application/json': '{ statusCode: 200 }' },
      integrationResponses: [{ statusCode: '200', responseTemplates: { 'application/json': template } }],
    }),
    { methodResponses: [{ statusCode: '200' }] },
  );
}

const served = serve(build);
beforeEach(() => served.play({ Service: serviceOk }));

describe('a parameter validator', () => {
  const textOf = async (target: string, headers: [string, string][] = []) =>
    (await served.call(target, { headers })).text;

  test('names what is missing in the order header, path, query', async () => {
    expect(await textOf('/ordered')).toBe('{"message":"Missing required request parameters: [X-H, p, q]"}');
    expect(await textOf('/items/7')).toBe('{"message":"Missing required request parameters: [X-H, q]"}');
  });

  test('demands what is present and not blank', async () => {
    expect(await textOf('/items/7?q=%20', [['X-H', '1']])).toContain('[q]');
    expect(await textOf('/items/7?q=', [['X-H', '1']])).toContain('[q]');
    expect(await textOf('/items/7?q=1', [['X-H', '']])).toContain('[X-H]');
    expect(await textOf('/items/7?q=1', [['x-h', '1']])).toBe('served');
  });
});

describe('a body validator', () => {
  const post = async (target: string, body: string, type?: string) => {
    const reply = await served.call(target, {
      method: 'POST',
      body,
      headers: type === undefined ? [] : [['Content-Type', type]],
    });
    return reply.status === 200 ? 'served' : `${reply.status} ${reply.text}`;
  };
  const invalid = '400 {"message":"Invalid request body"}';

  test("validates by the JSON Schema draft-04 of the Content-Type's model", async () => {
    expect(await post('/names', '{"name":"ada","age":1}', 'application/json')).toBe('served');
    expect(await post('/names', '{"name":"ada","age":0}', 'application/json')).toBe(invalid);
    expect(await post('/names', '{"age":1}', 'application/json')).toBe(invalid);
  });

  test('follows `$ref` to another model by its address', async () => {
    expect(await post('/names', '{"name":"adalovelace"}', 'application/json')).toBe(invalid);
  });

  test('skips the model entirely for a Content-Type that has none', async () => {
    expect(await post('/names', 'no JSON at all', 'text/plain')).toBe('served');
  });

  test('takes a missing body for {}', async () => {
    expect(await post('/anything', '')).toBe('served');
    expect(await post('/names', '')).toBe(invalid);
  });

  test('answers unparsable JSON with Invalid request body', async () => {
    expect(await post('/names', '{"name":', 'application/json')).toBe(invalid);
  });
});

describe('a MOCK integration', () => {
  const preflight = async (target: string, origin: string) => {
    const reply = await served.call(target, { method: 'OPTIONS', headers: [['Origin', origin]] });
    return [reply.status, reply.header('Access-Control-Allow-Origin'), reply.text];
  };

  test("parses leniently the `{ statusCode: 200 }` of CDK's preflight", async () => {
    expect(await preflight('/one', 'https://b.example')).toEqual([204, 'https://a.example', '']);
  });

  test('overrides headers by the VTL that CDK writes for several origins', async () => {
    expect(await preflight('/several', 'https://a.example')).toEqual([204, 'https://a.example', '']);
    expect(await preflight('/several', 'https://b.example')).toEqual([204, 'https://b.example', '']);
    expect(await preflight('/several', 'https://c.example')).toEqual([204, 'https://a.example', '']);
  });

  test('has VTL in which an undefined reference prints as the empty string and `null == ""` is true', async () => {
    expect((await served.call('/mock')).text).toBe('empty|none||');
  });
});

describe('a limit', () => {
  const x = (length: number) => 'x'.repeat(length);

  test('of 10,240 bytes holds for all headers together', async () => {
    expect((await served.call('/any', { headers: [['X-Long', x(9_900)]] })).status).toBe(200);
    expect((await served.call('/any', { headers: [['X-Long', x(10_240)]] })).status).toBe(431);
  });

  test('of 10 MB holds for the payload', async () => {
    const post = async (length: number) =>
      (await served.call('/any', { method: 'POST', body: Buffer.alloc(length, 'x') })).status;
    expect(await post(10_485_760)).toBe(200);
    expect(await post(10_485_761)).toBe(413);
  });

  test('of 1,600 bytes holds for the method ARN: 414', async () => {
    const room = 1_600 - `${served.stageArn}/GET/`.length;
    expect((await served.call(`/${x(room)}`)).status).toBe(200);
    expect((await served.call(`/${x(room + 1)}`)).status).toBe(414);
  });

  test("of 512 characters holds for a Resource of an authorizer's policy", async () => {
    const judge = async (length: number) => {
      const resource = '*'.repeat(length);
      served.play({ Guard: () => answerOf(statement('Allow', resource)), Service: serviceOk });
      return (await served.call('/guarded', { headers: bearer })).status;
    };
    expect(await judge(512)).toBe(200);
    expect(await judge(513)).toBe(500);
  });
});
