/** The physical names of resources on this machine: the values of `Ref` and `Fn::GetAtt` by type. */
import { createHash } from 'node:crypto';
import { urlSuffixOf } from './partition';

/** The inputs of a name. */
export interface NamingInput {
  readonly logicalId: string;
  readonly type: string;
  readonly stackName: string;
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  /** Returns a resolved property of the resource if it is a string. */
  property(name: string): string | undefined;
}

/** How the resources of a type are named. */
interface Naming {
  /** Returns the value of `Ref`. */
  readonly ref: (input: NamingInput) => string;
  readonly attributes: Readonly<Record<string, (ref: string, input: NamingInput) => string>>;
}

const digest = ({ stackName, logicalId }: NamingInput): string =>
  createHash('sha256').update(`${stackName}/${logicalId}`).digest('hex');

/**
 * Returns an id of ten lower-case letters and digits, as API Gateway's ids. It is long enough to be unique in
 * an app.
 */
const shortId = (input: NamingInput) =>
  BigInt(`0x1${digest(input)}`)
    .toString(36)
    .slice(1, 11);

function uuid(input: NamingInput): string {
  return digest(input).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
}

const defaultName = ({ stackName, logicalId }: NamingInput) => `${stackName}-${logicalId}`.slice(-64);

const named = (property: string) => (input: NamingInput) => input.property(property) ?? defaultName(input);

const arn = (service: string, resource: (ref: string) => string) => (ref: string, input: NamingInput) =>
  `arn:${input.partition}:${service}:${input.region}:${input.accountId}:${resource(ref)}`;

const globalArn = (resource: (ref: string) => string) => (ref: string, input: NamingInput) =>
  `arn:${input.partition}:iam::${input.accountId}:${resource(ref)}`;

const self = (ref: string) => ref;

const nameInUrl = (url: string) => url.slice(url.lastIndexOf('/') + 1);

/** Returns the ARN of the function for a name, an ARN, or an ARN with a qualifier. */
export function toFunctionArn(
  name: string,
  input: Pick<NamingInput, 'partition' | 'region' | 'accountId'>,
): string {
  if (name.startsWith('arn:')) return name.split(':').slice(0, 7).join(':');
  return `arn:${input.partition}:lambda:${input.region}:${input.accountId}:function:${name.split(':')[0]}`;
}

const functionOf = (input: NamingInput) => toFunctionArn(input.property('FunctionName') ?? '', input);

const table: Naming = {
  ref: named('TableName'),
  attributes: {
    Arn: arn('dynamodb', (ref) => `table/${ref}`),
    StreamArn: arn('dynamodb', (ref) => `table/${ref}/stream/2020-01-01T00:00:00.000`),
    TableId: (_ref, input) => uuid(input),
  },
};

const key: Naming = {
  ref: uuid,
  attributes: { Arn: arn('kms', (ref) => `key/${ref}`), KeyId: self },
};

const namings: Readonly<Record<string, Naming>> = {
  'AWS::Lambda::Function': {
    ref: named('FunctionName'),
    attributes: { Arn: arn('lambda', (ref) => `function:${ref}`) },
  },
  'AWS::Lambda::Version': {
    ref: (input) => `${functionOf(input)}:1`,
    attributes: { Version: () => '1', FunctionArn: self },
  },
  'AWS::Lambda::Alias': {
    ref: (input) => `${functionOf(input)}:${input.property('Name')}`,
    attributes: { AliasArn: self },
  },
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::KMS::Key': key,
  'AWS::KMS::ReplicaKey': key,
  'AWS::SQS::Queue': {
    ref: (input) =>
      `https://sqs.${input.region}.${urlSuffixOf(input.region)}/${input.accountId}/${named('QueueName')(input)}`,
    attributes: {
      Arn: arn('sqs', nameInUrl),
      QueueName: nameInUrl,
      QueueUrl: self,
    },
  },
  'AWS::SQS::QueuePolicy': { ref: shortId, attributes: { Id: self } },
  'AWS::Lambda::EventSourceMapping': {
    ref: uuid,
    attributes: { Id: self, EventSourceMappingArn: arn('lambda', (ref) => `event-source-mapping:${ref}`) },
  },
  'AWS::KMS::Alias': { ref: named('AliasName'), attributes: {} },
  'AWS::IAM::Role': {
    ref: named('RoleName'),
    attributes: { Arn: globalArn((ref) => `role/${ref}`), RoleId: (_ref, input) => shortId(input) },
  },
  'AWS::IAM::Policy': { ref: named('PolicyName'), attributes: {} },
  'AWS::IAM::ManagedPolicy': {
    ref: (input) => globalArn((ref) => `policy/${ref}`)(named('ManagedPolicyName')(input), input),
    attributes: { PolicyArn: self },
  },
  'AWS::ApiGateway::RestApi': {
    ref: shortId,
    attributes: {
      RestApiId: self,
      RootResourceId: (_ref, input) => shortId({ ...input, logicalId: `${input.logicalId}/` }),
    },
  },
  'AWS::ApiGateway::Resource': { ref: shortId, attributes: { ResourceId: self } },
  'AWS::ApiGateway::Authorizer': { ref: shortId, attributes: { AuthorizerId: self } },
  'AWS::ApiGateway::ApiKey': { ref: shortId, attributes: { APIKeyId: self } },
  'AWS::ApiGateway::UsagePlan': { ref: shortId, attributes: { Id: self } },
  'AWS::ApiGateway::UsagePlanKey': { ref: shortId, attributes: { Id: self } },
  'AWS::ApiGateway::Deployment': { ref: shortId, attributes: { DeploymentId: self } },
  'AWS::ApiGateway::RequestValidator': { ref: shortId, attributes: { RequestValidatorId: self } },
  'AWS::ApiGateway::Stage': { ref: named('StageName'), attributes: {} },
  'AWS::ApiGateway::Model': { ref: (input) => input.property('Name') ?? input.logicalId, attributes: {} },
  'AWS::SES::EmailIdentity': {
    ref: named('EmailIdentity'),
    attributes: Object.fromEntries(
      ['1', '2', '3'].flatMap((number) => [
        [`DkimDNSTokenName${number}`, (ref) => `local${number}._domainkey.${ref}`],
        [`DkimDNSTokenValue${number}`, () => `local${number}.dkim.amazonses.com`],
      ]),
    ),
  },
  'AWS::SES::ConfigurationSet': { ref: named('Name'), attributes: {} },
  'AWS::SES::ConfigurationSetEventDestination': { ref: defaultName, attributes: { Id: self } },
  'AWS::Events::Rule': { ref: named('Name'), attributes: { Arn: arn('events', (ref) => `rule/${ref}`) } },
  'AWS::Logs::LogGroup': {
    ref: named('LogGroupName'),
    attributes: { Arn: arn('logs', (ref) => `log-group:${ref}:*`) },
  },
};

/** Returns the value of `Ref` for a resource. */
export function nameResource(input: NamingInput): string {
  return (namings[input.type]?.ref ?? defaultName)(input);
}

/** Whether the attributes of a type are known. Attributes of other types are placeholders. */
export function isKnownType(type: string): boolean {
  return Object.hasOwn(namings, type);
}

/**
 * Returns the value of `Fn::GetAtt` for a resource; undefined if a known type lacks the attribute. Types that
 * are not run get a placeholder.
 */
export function nameAttribute(input: NamingInput, ref: string, attribute: string): string | undefined {
  const naming = namings[input.type];
  if (naming !== undefined) return naming.attributes[attribute]?.(ref, input);
  if (attribute !== 'Arn') return `${ref}.${attribute}`;
  const service = input.type.split('::')[1]?.toLowerCase() ?? 'custom';
  return arn(service, self)(ref, input);
}
