/** How the client without an SDK finds AWS. */
import { Fact, RegionInfo } from 'aws-cdk-lib/region-info';
import * as awsServices from '../../../../lambda/shared/aws/aws-services';
import { readAwsSettings } from '../../../../lambda/shared/aws/aws-settings';
import { services } from './stub-endpoint';

const lambda = {
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'not-a-secret',
  AWS_SESSION_TOKEN: 'session',
};

test.each([
  ['dynamodb', 'eu-west-1', 'https://dynamodb.eu-west-1.amazonaws.com/'],
  ['kms', 'us-gov-west-1', 'https://kms.us-gov-west-1.amazonaws.com/'],
  ['kms', 'cn-north-1', 'https://kms.cn-north-1.amazonaws.com.cn/'],
  ['kms', 'eusc-de-east-1', 'https://kms.eusc-de-east-1.amazonaws.eu/'],
  ['cognitoIdp', 'eu-west-1', 'https://cognito-idp.eu-west-1.amazonaws.com/'],
  ['email', 'eu-west-1', 'https://email.eu-west-1.amazonaws.com/'],
] as const)('finds %s in %s', (service, region, url) => {
  const settings = readAwsSettings(services[service], { ...lambda, AWS_REGION: region });

  expect(settings.endpoint.href).toBe(url);
  expect(settings).toMatchObject({ service: services[service], region });
});

/** Regions isolated from the internet, where this service does not run. */
const ISOLATED = /^(us|eu)-iso/;

test.each(Fact.regions.filter((region) => !ISOLATED.test(region)))(
  'has the suffix of %s as the CDK knows it',
  (region) => {
    const { endpoint } = readAwsSettings(awsServices.kms, { ...lambda, AWS_REGION: region });
    expect(endpoint.host).toBe(`kms.${region}.${RegionInfo.get(region).domainSuffix}`);
  },
);

test('prefers the endpoint of the service to that of all services', () => {
  const source = {
    ...lambda,
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    AWS_ENDPOINT_URL_KMS: 'http://127.0.0.1:2',
  };

  expect(readAwsSettings(awsServices.dynamodb, source).endpoint.href).toBe('http://127.0.0.1:1/');
  expect(readAwsSettings(awsServices.kms, source).endpoint.href).toBe('http://127.0.0.1:2/');
});

test.each([
  ['events', 'AWS_ENDPOINT_URL_EVENTBRIDGE'],
  ['cognitoIdp', 'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER'],
  ['logs', 'AWS_ENDPOINT_URL_CLOUDWATCH_LOGS'],
  ['sts', 'AWS_ENDPOINT_URL_STS'],
  ['email', 'AWS_ENDPOINT_URL_SESV2'],
] as const)("reads the endpoint of %s under the SDKs' name", (service, name) => {
  const source = { ...lambda, AWS_ENDPOINT_URL: 'http://127.0.0.1:1', [name]: 'http://127.0.0.1:2' };

  expect(readAwsSettings(services[service], source).endpoint.href).toBe('http://127.0.0.1:2/');
});

test('uses the credentials that Lambda gives the function', () => {
  expect(readAwsSettings(awsServices.kms, lambda).credentials).toEqual({
    accessKeyId: 'AKIDEXAMPLE',
    secretAccessKey: 'not-a-secret',
    sessionToken: 'session',
  });
  expect(
    readAwsSettings(awsServices.kms, { ...lambda, AWS_SESSION_TOKEN: undefined }).credentials,
  ).not.toHaveProperty('sessionToken');
});

test('names every variable that is missing and shows no value', () => {
  const read = () =>
    readAwsSettings(awsServices.kms, { AWS_SECRET_ACCESS_KEY: 'not-a-secret', AWS_ACCESS_KEY_ID: '' });

  expect(read).toThrow('Missing or malformed environment variables: AWS_REGION, AWS_ACCESS_KEY_ID');
});

test.each(['ftp://127.0.0.1', 'nowhere', 'http://'])('rejects the endpoint %s', (url) => {
  expect(() => readAwsSettings(awsServices.kms, { ...lambda, AWS_ENDPOINT_URL: url })).toThrow(
    /^Missing or malformed environment variables: AWS_ENDPOINT_URL$/,
  );
});
