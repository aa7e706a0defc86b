/** The stages of an API, their order, and the targets of their URLs. */
import { readAssembly } from '../../../../local/template/read-assembly';
import { writeTemplate } from '../write-template';

const RestApiId = { Ref: 'ApiF70053CD' };
const stage = (StageName: string, more: object = {}) => ({
  Type: 'AWS::ApiGateway::Stage',
  Properties: { RestApiId, StageName, ...more },
});
const deployment = (more: object = {}) => ({
  Type: 'AWS::ApiGateway::Deployment',
  Properties: { RestApiId, ...more },
});
const address = (StageName: string) => ({
  'Fn::Sub': `https://\${ApiF70053CD}.execute-api.\${AWS::Region}.\${AWS::URLSuffix}/${StageName}`,
});

function read(Resources: object) {
  const Api = { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'pets' } };
  return readAssembly(writeTemplate({ Resources: { ApiF70053CD: Api, ...Resources } }), {
    originOf: (api, name) => `http://${name}.of.${api}`,
  });
}

const namesOf = (Resources: object) => read(Resources).apis.map((api) => api.stage.name);

test('an API has one entry for each stage, which differ only in the stage', () => {
  const { apis, notRun } = read({
    First: stage('v1', { Variables: { colour: 'red' }, DeploymentId: 'd1' }),
    Second: stage('v2', {
      DeploymentId: 'd2',
      MethodSettings: [{ ThrottlingRateLimit: 5, ThrottlingBurstLimit: 2 }],
    }),
  });
  const [first, second] = apis;
  expect(first?.stage).toEqual({
    name: 'v1',
    variables: { colour: 'red' },
    deploymentId: 'd1',
    throttles: [],
  });
  expect(second?.stage).toEqual({
    name: 'v2',
    variables: {},
    deploymentId: 'd2',
    throttles: [{ resourcePath: '*', httpMethod: '*', ratePerSecond: 5, burst: 2 }],
  });
  expect({ ...first, stage: undefined }).toEqual({ ...second, stage: undefined });
  expect(notRun).toEqual([]);
});

test('the stage that the construct of the API creates is first, at any position', () => {
  expect(namesOf({ Early: stage('early'), ApiDeploymentStagelate1A2B3C4D: stage('late') })).toEqual([
    'late',
    'early',
  ]);
});

test('a stage of a deployment counts, unless it is also declared', () => {
  expect(
    namesOf({
      One: deployment({ StageName: 'v1' }),
      Two: deployment({ StageName: 'v2' }),
      None: deployment(),
      Declared: stage('v2'),
    }),
  ).toEqual(['v2', 'v1']);
});

test('usage plans apply to the stages that they name', () => {
  const plan = {
    Type: 'AWS::ApiGateway::UsagePlan',
    Properties: { ApiStages: [{ ApiId: RestApiId, Stage: 'v2' }] },
  };
  const { apis } = read({ First: stage('v1'), Second: stage('v2'), Plan: plan });
  expect(apis.map(({ usagePlans }) => usagePlans?.length)).toEqual([0, 1]);
});

test('the URL of each stage becomes its own origin, and other URLs do not change', () => {
  const Variables = { a: address('prod'), b: address('prod2/pets'), c: address('prod3') };
  const { apis } = read({ First: stage('prod', { Variables }), Second: stage('prod2') });
  expect(apis[0]?.stage.variables).toEqual({
    a: 'http://prod.of.ApiF70053CD',
    b: 'http://prod2.of.ApiF70053CD/pets',
    c: `https://${apis[0]?.id}.execute-api.us-east-1.amazonaws.com/prod3`,
  });
});
