/** Lambda integrations without proxy, tested over a socket. */
import { Duration, type Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { serve } from '../../fidelity/over-http';
import { addFunction } from '../../template/synthesize';
import { drive, thrown } from '../drive';

/** The template of API Gateway's console that passes everything through. */
const everything = `#set($allParams = $input.params())
{
"body" : $input.json('$'),
"params" : {
#foreach($type in $allParams.keySet())
    #set($params = $allParams.get($type))
"$type" : {
    #foreach($paramName in $params.keySet())
    "$paramName" : "$util.escapeJavaScript($params.get($paramName))"
        #if($foreach.hasNext),#end
    #end
}
    #if($foreach.hasNext),#end
#end
},
"stage" : "$context.stage", "team" : "$stageVariables.team"
}`;

type Options = apigateway.LambdaIntegrationOptions;

const header = (name: string) => `method.response.header.${name}`;
const json = (template: string) => ({ 'application/json': template });
const { PassthroughBehavior } = apigateway;

function addRoutes(add: (path: string, options: Options, statuses?: string[]) => void): void {
  const ok = { statusCode: '200' };
  add('/plain', { integrationResponses: [ok] });
  add('/everything/{id}', { requestTemplates: json(everything), integrationResponses: [ok] });
  const xml = { 'application/xml': '{"xml": true}' };
  for (const behavior of Object.values(PassthroughBehavior)) {
    add(`/${behavior}`, { passthroughBehavior: behavior, requestTemplates: xml, integrationResponses: [ok] });
    add(`/${behavior}-none`, { passthroughBehavior: behavior, integrationResponses: [ok] });
  }
  add(
    '/errors',
    {
      integrationResponses: [
        {
          statusCode: '200',
          responseParameters: {
            [header('X-Name')]: 'integration.response.body.pets[0].name',
            [header('X-Literal')]: "'yes'",
            [header('X-Stage')]: 'context.stage',
            [header('X-Undeclared')]: "'no'",
          },
          responseTemplates: {
            ...json('{"names": $input.json("$.pets[*].name"), "missing": $input.json("$.nothing")}'),
            'text/plain': '#foreach($pet in $input.path("$.pets"))$pet.name #end',
          },
        },
        {
          statusCode: '404',
          selectionPattern: 'Not found: .*',
          responseTemplates: json('{"why": "$util.escapeJavaScript($input.path(\'$.errorMessage\'))"}'),
        },
        {
          statusCode: '500',
          selectionPattern: '(\\n|.)+',
          responseTemplates: json(
            '{"type": $input.json("$.errorType")}#set($context.responseOverride.status = 503)',
          ),
        },
      ],
    },
    ['200', '404', '500'],
  );
  add('/strict', { integrationResponses: [{ ...ok, selectionPattern: 'never' }] });
  const event = { 'integration.request.header.X-Amz-Invocation-Type': "'Event'" };
  add('/event', { requestParameters: event, integrationResponses: [ok] });
  const chosen = `#set($context.requestOverride.header["X-Amz-Invocation-Type"] = $input.params("type")){}`;
  add('/chosen', { requestTemplates: json(chosen), integrationResponses: [ok] });
  add('/late', { timeout: Duration.millis(50), integrationResponses: [ok] });
  add('/injected', {
    integrationResponses: [
      { ...ok, responseParameters: { [header('X-Name')]: 'integration.response.body.name' } },
    ],
  });
}

function build(stack: Stack): void {
  const api = new apigateway.RestApi(stack, 'Api', {
    deployOptions: { stageName: 'v1', variables: { team: 'blue' } },
  });
  const service = addFunction(stack, 'Service', { timeout: Duration.seconds(7) });
  addRoutes((path, options, statuses = ['200']) => {
    const integration = new apigateway.LambdaIntegration(service, { proxy: false, ...options });
    const declared = Object.fromEntries(
      ['X-Name', 'X-Literal', 'X-Stage'].map((name) => [header(name), true]),
    );
    api.root.resourceForPath(path).addMethod('POST', integration, {
      methodResponses: statuses.map((statusCode) => ({ statusCode, responseParameters: declared })),
    });
  });
}

const served = serve(build);
const post = (target: string, body = '', headers: [string, string][] = []) =>
  served.call(target, { method: 'POST', body, headers });
const eventOf = async (...call: Parameters<typeof post>) => {
  served.play({ Service: () => null });
  const { status, text } = await post(...call);
  const event: unknown = served.eventsOf('Service')[0];
  return { status, text, event };
};

describe('the event', () => {
  test("is the request's body where there is no template", async () => {
    expect(await eventOf('/plain', '{"a":[1]}')).toMatchObject({ status: 200, event: { a: [1] } });
  });

  test('is {} for no body', async () => {
    expect((await eventOf('/plain')).event).toEqual({});
  });

  test('is produced by the template of the content type', async () => {
    const { event } = await eventOf('/everything/a%20b?q=1&q=2', '{"it\'s":"é"}', [['X-A', 'a "b"']]);
    expect(event).toEqual({
      body: { "it's": 'é' },
      params: {
        path: { id: 'a%20b' },
        querystring: { q: '2' },
        header: expect.objectContaining({ 'X-A': 'a "b"' }),
      },
      stage: 'v1',
      team: 'blue',
    });
  });

  test('is rejected with 400 if it is not JSON, and the function is not invoked', async () => {
    const { status, text, event } = await eventOf('/plain', 'secret');
    expect([status, text, event]).toEqual([
      400,
      '{"message":"Could not parse request body into json"}',
      undefined,
    ]);
  });
});

describe('a request whose content type has no template', () => {
  test.each([
    ['/WHEN_NO_MATCH', 200],
    ['/WHEN_NO_MATCH-none', 200],
    ['/WHEN_NO_TEMPLATES', 415],
    ['/WHEN_NO_TEMPLATES-none', 200],
    ['/NEVER', 415],
    ['/NEVER-none', 415],
  ])('at %s: %i', async (target, status) => {
    const answered = await eventOf(target, '{"a":1}', [['Content-Type', 'application/json']]);
    expect([answered.status, answered.event]).toEqual([status, status === 200 ? { a: 1 } : undefined]);
  });

  test('is not one whose type has a template, even with parameters', async () => {
    const { event } = await eventOf('/NEVER', '<a/>', [['Content-Type', 'Application/XML; charset=utf-8']]);
    expect(event).toEqual({ xml: true });
  });
});

describe('the answer', () => {
  const ask = (result: unknown, headers: [string, string][] = []) => {
    served.play({ Service: () => result });
    return post('/errors', '{}', headers);
  };
  const pets = { pets: [{ name: 'Rex' }, { name: 'Tom' }] };

  test('is what the function returns where there is no template', async () => {
    served.play({ Service: () => pets });
    const reply = await post('/plain');
    expect([reply.status, JSON.parse(reply.text)]).toEqual([200, pets]);
    expect(reply.header('Content-Type')).toBe('application/json');
  });

  test('is rendered by the template that the client accepts, which is JSON by default', async () => {
    const reply = await ask(pets);
    expect([reply.status, JSON.parse(reply.text)]).toEqual([200, { names: ['Rex', 'Tom'], missing: '' }]);
    const plain = await ask(pets, [['Accept', 'text/plain']]);
    expect([plain.text, plain.header('Content-Type')]).toEqual(['Rex Tom', 'text/plain']);
  });

  test('has the headers that the method declares, from bodies, literals and the context', async () => {
    const reply = await ask(pets);
    const names = ['X-Name', 'X-Literal', 'X-Stage', 'X-Undeclared'];
    expect(names.map((name) => reply.header(name))).toEqual(['Rex', 'yes', 'v1', undefined]);
  });

  test("is selected by the whole message of the function's error", async () => {
    const reply = await ask(thrown('Not found: "7"'));
    expect([reply.status, JSON.parse(reply.text)]).toEqual([404, { why: 'Not found: "7"' }]);
    const other = await ask(thrown('Pet not found: 7'));
    expect([other.status, JSON.parse(other.text)]).toEqual([503, { type: 'Error' }]);
  });

  test("is selected by Lambda's own message where the function runs into its time-out", async () => {
    const reply = await ask({ kind: 'timed-out' });
    expect([reply.status, JSON.parse(reply.text)]).toEqual([503, { type: 'Sandbox.Timedout' }]);
    served.play({ Service: () => ({ kind: 'timed-out' }) });
    expect((await post('/plain')).text).toMatch(/ Task timed out after 7\.00 seconds"/);
  });

  test('is a 200 with the error in it where nothing is mapped but the default', async () => {
    served.play({ Service: () => thrown('broken') });
    const reply = await post('/plain');
    expect([reply.status, JSON.parse(reply.text)]).toEqual([
      200,
      { errorType: 'Error', errorMessage: 'broken' },
    ]);
  });

  test('is a 500 if no response matches and none is the default', async () => {
    served.play({ Service: () => thrown('broken') });
    const reply = await post('/strict');
    expect([reply.status, reply.text]).toEqual([500, '{"message":"Internal server error"}']);
  });

  test('is a 500 if HTTP does not allow a mapped header', async () => {
    served.play({ Service: () => ({ name: 'a\r\nSet-Cookie: b=c' }) });
    const reply = await post('/injected');
    expect([reply.status, reply.header('Set-Cookie')]).toEqual([500, undefined]);
  });

  test('is a 504 after the time-out of the integration', async () => {
    served.play({ Service: () => new Promise(() => {}) });
    expect((await post('/late')).status).toBe(504);
  });

  test('does not wait for a function that is invoked with the type Event', async () => {
    served.play({ Service: () => new Promise(() => {}) });
    const reply = await post('/event', '{"a":1}');
    expect([reply.status, reply.text]).toEqual([200, '']);
    expect(served.eventsOf('Service')).toEqual([{ a: 1 }]);
  });
});

test.each([
  ['Event', 200],
  ['DryRun', 500],
])('a template may override the invocation type: by %s to be answered by %i', async (type, status) => {
  served.play({ Service: () => new Promise(() => {}) });
  expect((await post(`/chosen?type=${type}`)).status).toBe(status);
  expect(served.eventsOf('Service')).toHaveLength(status === 200 ? 1 : 0);
});

test.each(["$input.json('$.pets[?(@.price > 10)]')", '$input.path( "$.pets.length()" )'])(
  'the JSONPath of %s is not supported, which is reported at start with its method',
  (template) => {
    const start = () =>
      drive((stack) => {
        const api = new apigateway.RestApi(stack, 'Api');
        const integration = new apigateway.LambdaIntegration(addFunction(stack, 'Service'), {
          proxy: false,
          requestTemplates: json(template),
        });
        api.root.addMethod('GET', integration);
      });
    expect(start).toThrow(
      /^ApiGET\w+: only members, elements, wildcards and `\.\.` are supported in a JSONPath\.$/m,
    );
  },
);
