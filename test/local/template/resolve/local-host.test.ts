/** The host names of APIs in texts. */
import { readAssembly } from '../../../../local/template/read-assembly';
import { createHostLocaliser } from '../../../../local/template/resolve/local-host';
import { writeTemplate } from '../write-template';

const HOST = 'a1b2.execute-api.eu-west-1.amazonaws.com';
const OTHER = 'c3d4.execute-api.eu-west-1.amazonaws.com';

const localise = createHostLocaliser([
  { url: `https://${HOST}/v1`, origin: 'http://localhost:3000' },
  { url: `https://${HOST}/v2`, origin: 'http://localhost:3001' },
  { url: `https://${OTHER}/v1`, origin: 'http://localhost:3002' },
]);

test.each([
  ['alone', HOST, 'localhost'],
  ['in a list', `${HOST},auth.example.com,${OTHER}`, 'localhost,auth.example.com,localhost'],
  ['in JSON', JSON.stringify({ rpId: HOST }), '{"rpId":"localhost"}'],
])('the host %s becomes localhost, without a port', (_where, text, expected) => {
  expect(localise(text)).toBe(expected);
});

test.each([
  ['alone', `https://${HOST}`, 'http://localhost:3000'],
  [
    'in a list',
    `https://app.example.com,https://${OTHER},https://${HOST}`,
    'https://app.example.com,http://localhost:3002,http://localhost:3000',
  ],
  ['in JSON', JSON.stringify([`https://${HOST}`]), '["http://localhost:3000"]'],
  [
    'in a content security policy',
    `connect-src 'self' https://${HOST};`,
    "connect-src 'self' http://localhost:3000;",
  ],
])('the origin %s becomes that of the first stage', (_where, text, expected) => {
  expect(localise(text)).toBe(expected);
});

test.each([
  `https://${HOST}/`,
  `https://${HOST}/v10/pets`,
  `https://${HOST}:443`,
  `https://${HOST}?a=b`,
  `https://ada@${HOST}`,
  `http://${HOST}`,
  `wss://${HOST}`,
  `${HOST}/v1`,
  `${HOST}.cn`,
  `${HOST}.`,
  `${HOST}-east`,
  `vpce-1.${HOST}`,
  `x${HOST}`,
  HOST.replaceAll('.', '-'),
  'e5f6.execute-api.eu-west-1.amazonaws.com',
  'arn:aws:execute-api:eu-west-1:123456789012:a1b2/v1/GET/pets',
])('%s does not change', (text) => {
  expect(localise(text)).toBe(text);
});

test('without a served API nothing changes', () => {
  expect(createHostLocaliser([])(HOST)).toBe(HOST);
});

test('the tokens of a template resolve to them', () => {
  const api = { Ref: 'ApiF70053CD' };
  const host = ['.execute-api.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }];
  const Variables = {
    rpId: { 'Fn::Join': ['', [api, ...host]] },
    origins: { 'Fn::Join': ['', ['https://', api, ...host, ',https://app.example.com']] },
    issuer: { 'Fn::Join': ['', ['https://', api, ...host, '/v1/auth']] },
    fromUrl: {
      'Fn::Select': [2, { 'Fn::Split': ['/', { 'Fn::Join': ['', ['https://', api, ...host, '/v1']] }] }],
    },
  };
  const directory = writeTemplate({
    Resources: {
      ApiF70053CD: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'pets' } },
      Stage: { Type: 'AWS::ApiGateway::Stage', Properties: { RestApiId: api, StageName: 'v1', Variables } },
    },
  });
  const [served] = readAssembly(directory, { originOf: () => 'http://localhost:3000' }).apis;
  expect(served?.stage.variables).toEqual({
    rpId: 'localhost',
    origins: 'http://localhost:3000,https://app.example.com',
    issuer: 'http://localhost:3000/auth',
    fromUrl: 'localhost',
  });
});
