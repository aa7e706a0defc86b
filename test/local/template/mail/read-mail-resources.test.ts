import { readAssembly } from '../../../../local/template/read-assembly';
import { createTemporaryFolder } from '../temporary-folder';
import { writeTemplate } from '../write-template';

const Api = { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'pets' } };
const Stage = {
  Type: 'AWS::ApiGateway::Stage',
  Properties: { RestApiId: { Ref: 'Api' }, StageName: 'dev' },
};
const sesArn = (resource: string) => `arn:aws:ses:us-east-1:000000000000:${resource}`;

const read = (Resources: object) =>
  readAssembly(writeTemplate({ Resources: { Api, Stage, ...Resources } }), {
    inlineCodeFolder: createTemporaryFolder(),
  });

const destination = (ConfigurationSetName: unknown, EventDestination: object) => ({
  Type: 'AWS::SES::ConfigurationSetEventDestination',
  Properties: { ConfigurationSetName, EventDestination },
});
const EventBridgeDestination = { EventBusArn: 'arn:aws:events:us-east-1:000000000000:event-bus/default' };

test('an app without mail has no resources', () => {
  const app = read({});
  expect(app.mail).toBeUndefined();
  expect(app.eventRules).toBeUndefined();
});

test('reads identities and configuration sets with their enabled destinations', () => {
  const app = read({
    Domain: {
      Type: 'AWS::SES::EmailIdentity',
      Properties: {
        EmailIdentity: 'example.com',
        ConfigurationSetAttributes: { ConfigurationSetName: { Ref: 'Named' } },
      },
    },
    Named: { Type: 'AWS::SES::ConfigurationSet', Properties: { Name: 'mail' } },
    Unnamed: { Type: 'AWS::SES::ConfigurationSet' },
    One: destination(
      { Ref: 'Named' },
      {
        Enabled: true,
        MatchingEventTypes: ['BOUNCE', 'complaint'],
        EventBridgeDestination,
      },
    ),
    Two: destination(
      { Ref: 'Named' },
      {
        Enabled: 'true',
        MatchingEventTypes: ['send'],
        SnsDestination: { TopicARN: 'arn:aws:sns:us-east-1:000000000000:topic' },
      },
    ),
    Off: destination({ Ref: 'Unnamed' }, { MatchingEventTypes: ['bounce'], EventBridgeDestination }),
  });
  expect(app.mail).toEqual({
    identities: [{ name: 'example.com', arn: sesArn('identity/example.com'), configurationSet: 'mail' }],
    configurationSets: [
      {
        name: 'mail',
        arn: sesArn('configuration-set/mail'),
        destinations: [
          { isEventBridge: true, eventTypes: ['bounce', 'complaint'] },
          { isEventBridge: false, eventTypes: ['send'] },
        ],
      },
      { name: 'S-Unnamed', arn: sesArn('configuration-set/S-Unnamed'), destinations: [] },
    ],
  });
  expect(app.notRun).toEqual([]);
});

test('an ARN without wildcards that a role may use counts as verified', () => {
  const statement = (Resource: unknown, Effect = 'Allow') => ({ Effect, Action: 'ses:SendEmail', Resource });
  const app = read({
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        Policies: [
          {
            PolicyName: 'mail',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [
                statement([
                  sesArn('identity/example.com'),
                  sesArn('configuration-set/theirs'),
                  sesArn('identity/*.example.com'),
                  'arn:aws:ses:*:000000000000:identity/b.example',
                  'arn:aws:s3:::bucket',
                ]),
                statement('*'),
                statement(sesArn('identity/denied.example'), 'Deny'),
              ],
            },
          },
        ],
      },
    },
    Sender: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Code: { ZipFile: 'exports.handler = async () => ({})' },
      },
    },
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventPattern: { source: ['aws.ses'] },
        Targets: [{ Id: '0', Arn: { 'Fn::GetAtt': ['Sender', 'Arn'] } }],
      },
    },
  });
  expect(app.mail).toEqual({
    identities: [{ name: 'example.com', arn: sesArn('identity/example.com') }],
    configurationSets: [{ name: 'theirs', arn: sesArn('configuration-set/theirs') }],
  });
  // Only the rule invokes the function. No API calls it.
  expect(app.functions.map(({ logicalId }) => logicalId)).toEqual(['Sender']);
});
