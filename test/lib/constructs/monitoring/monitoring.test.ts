import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Match } from 'aws-cdk-lib/assertions';
import { type EventDefinition, eventLists } from '../../../../lambda/events';
import { AwsCallError } from '../../../../lambda/shared/aws/aws-call-error';
import { describeError } from '../../../../lambda/shared/describe-error';
import { DependencyUnavailableError } from '../../../../lambda/shared/errors';
import { logQueries } from '../../../../lib/constructs/monitoring/log-queries';
import { evaluateMetricMath } from '../../../support/evaluate-metric-math';
import { synthStage, synthStandby } from '../../../support/synth-stack';

type Resources = Record<string, { Type: string; Properties: never }>;

const template = synthStage('all-features');
const standby = synthStandby();
const resources: Resources = template.toJSON().Resources;

/** Returns the properties of all resources of a type. */
function all<Properties>(type: string, among = resources): Properties[] {
  return Object.values(among)
    .filter(({ Type }) => Type === type)
    .map(({ Properties }) => Properties as Properties);
}

interface Filter {
  readonly FilterPattern: string;
  readonly LogGroupName: { readonly Ref: string };
  readonly MetricTransformations: readonly { readonly MetricName: string; readonly Dimensions?: unknown }[];
}

const filters = all<Filter>('AWS::Logs::MetricFilter').map(
  ({ FilterPattern, LogGroupName, MetricTransformations: [transformation] }) => ({
    metric: transformation?.MetricName ?? '',
    dimensions: transformation?.Dimensions,
    log: LogGroupName.Ref,
    pattern: FilterPattern,
  }),
);
const filtersOf = (metric: string) => filters.filter((filter) => filter.metric === metric);

describe('the metrics', () => {
  const logOf = {
    services: 'none',
    auth: 'Auth',
    authorizer: 'Authorizer',
    operators: 'Auth',
    mail: 'Mail',
    mailFeedback: 'MailFeedback',
    email: 'Auth',
    secondFactors: 'Auth',
    passkeyProofs: 'Auth',
    pages: 'Auth',
    passkeys: 'Factors',
    factors: 'Factors',
  } as const;
  const listed = Object.entries(eventLists).flatMap(([by, list]) =>
    Object.entries<EventDefinition>(list).map(([event, { metric }]) => ({
      event,
      metric,
      log: logOf[by as keyof typeof logOf],
    })),
  );

  test.each(listed.filter(({ metric }) => metric !== false))(
    'count $event in the log of $log',
    ({ event, log }) => {
      expect(filtersOf(event)).toMatchObject([
        { pattern: `{ $.event = "${event}" }`, log: expect.stringMatching(`^${log}Logs`) },
      ]);
    },
  );

  test('are those of the list of events, and two of Lambda and KMS', () => {
    const counted = listed.filter(({ metric }) => metric !== false).map(({ event }) => event);
    expect(counted.length).toBeGreaterThan(8);
    const metrics = new Set(filters.map(({ metric }) => metric));
    expect([...metrics].sort()).toEqual([...counted, 'cold_start', 'kms_throttled'].sort());
  });

  test('distinguish rejected tokens by their reason, and by no value that a caller could choose', () => {
    expect(filtersOf('token_rejected')[0]?.dimensions).toEqual([{ Key: 'reason', Value: '$.reason' }]);
    expect(filters.filter(({ dimensions }) => dimensions !== undefined)).toHaveLength(1);
  });

  test('take the cold starts of every function from the reports that Lambda logs for it', () => {
    expect(filtersOf('cold_start')).toHaveLength(7);
    for (const [id, { Type, Properties }] of Object.entries(resources)) {
      if (
        Type !== 'AWS::Lambda::Function' ||
        !/^(Auth|Authorizer|Foo|Discovery|Mail|MailFeedback)Handler/.test(id)
      )
        continue;
      expect(Properties).toMatchObject({ LoggingConfig: { SystemLogLevel: 'INFO' } });
    }
  });

  describe('count calls that KMS throttled, as the functions log them', () => {
    const pattern = filtersOf('kms_throttled').find(({ log }) => log.startsWith('AuthLogs'))?.pattern ?? '';
    const [, regex = 'no pattern'] = /^\{ \$\.error\.cause\.message = %(.+)% \}$/.exec(pattern) ?? [];
    const messageOf = (error: AwsCallError) =>
      describeError(new DependencyUnavailableError('No answer', { cause: error })).cause?.message;

    test.each(['kms:Sign', 'kms:GenerateMac'])('of %s', (operation) => {
      for (const reason of ['ThrottlingException', 'LimitExceededException', 'HTTP 429']) {
        expect(messageOf(new AwsCallError(operation, 'throttled', reason))).toMatch(new RegExp(regex));
      }
    });

    test.each([
      new AwsCallError('dynamodb:GetItem', 'throttled', 'ThrottlingException'),
      new AwsCallError('kms:Sign', 'unavailable', 'ETIMEDOUT'),
    ])('and nothing else: %s', (error) => {
      expect(messageOf(error)).toBeDefined();
      expect(messageOf(error)).not.toMatch(new RegExp(regex));
    });

    test('by a pattern that CloudWatch Logs can read', () => {
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
      expect(regex).toMatch(/^[\w #=@/;,\-^$?[\]{}|\\*+.]+$/);
      for (const { pattern: each } of filters) expect(each).not.toMatch(/"[^"]*\*[^"]+"/);
      expect(filtersOf('kms_throttled')).toHaveLength(1);
    });
  });
});

interface Alarm {
  readonly AlarmDescription: string;
  readonly AlarmActions?: unknown;
}

interface MathPart {
  readonly Id: string;
  readonly Expression?: string;
  readonly MetricStat?: unknown;
}

describe('the alarms', () => {
  const alarms = all<Alarm>('AWS::CloudWatch::Alarm');

  test('are twenty-five, and each notifies the topic and says what to do', () => {
    expect(alarms).toHaveLength(25);
    for (const { AlarmDescription: description, AlarmActions: actions } of alarms) {
      expect(description).toMatch(/\b(Run|Look|See|see|Open|set|ask)\b.* docs\/how-to\/alarms\.md#[a-z]+$/);
      expect(actions).toEqual(['arn:aws:sns:eu-central-1:111122223333:alarms']);
    }
  });

  test('are described in the documents, each under its own heading, and name existing queries', () => {
    const pages = join(__dirname, '../../../../docs/how-to');
    const page = readFileSync(join(pages, 'alarms.md'), 'utf8');
    const documents = readdirSync(pages)
      .map((name) => readFileSync(join(pages, name), 'utf8'))
      .join('\n');
    const headings = new Set([...page.matchAll(/^## (\w+)$/gm)].map(([, name = '']) => name.toLowerCase()));
    const inStandby = all<Alarm>('AWS::CloudWatch::Alarm', standby.toJSON().Resources);
    const anchors = [...alarms, ...inStandby].map(({ AlarmDescription }) =>
      AlarmDescription.split('#').at(-1),
    );
    expect(new Set(anchors)).toEqual(headings);
    const queries = logQueries.map(({ name }) => name);
    const inAlarms = alarms.flatMap(({ AlarmDescription }) => [
      ...AlarmDescription.matchAll(/query "([^"]+)"/g),
    ]);
    const inDocuments = [...documents.matchAll(/\*\*(Wh(?:ich|at|y|ere|ose|o) [^*]+)\*\*/g)];
    for (const [, name = ''] of [...inAlarms, ...inDocuments]) {
      if (!name.endsWith('.')) expect(queries).toContain(name.replaceAll('\n', ' '));
    }
    expect(inAlarms.length + inDocuments.length).toBeGreaterThan(10);
  });

  test('ignore the errors of the authorizer, which every invalid token increases', () => {
    const onErrors = alarms.map((alarm) => JSON.stringify(alarm)).filter((text) => text.includes('"Errors"'));
    expect(onErrors).toHaveLength(7);
    for (const text of onErrors) expect(text).not.toContain('"Ref":"AuthorizerHandler');
  });

  test('treat missing values as normal', () => {
    standby.resourcePropertiesCountIs('AWS::CloudWatch::Alarm', { TreatMissingData: 'notBreaching' }, 19);
  });

  test('read the metrics of DynamoDB through FILL, because an alarm keeps its state in their gaps', () => {
    const onTable = all<{ Metrics?: readonly MathPart[]; Namespace?: string }>(
      'AWS::CloudWatch::Alarm',
    ).filter((alarm) => JSON.stringify(alarm).includes('"AWS/DynamoDB"'));
    expect(onTable.map(({ Namespace }) => Namespace)).toEqual([undefined, undefined]);
    for (const { Metrics = [] } of onTable) {
      const expression = Metrics.find(({ Expression }) => Expression !== undefined)?.Expression ?? '';
      const ids = Metrics.filter(({ MetricStat }) => MetricStat !== undefined).map(({ Id }) => Id);
      expect(ids.length).toBeGreaterThan(0);
      for (const id of ids) expect(expression).toContain(`FILL(${id}, 0)`);
      // in a gap the metric still has a value, which clears the alarm
      expect(evaluateMetricMath(expression, {})).toBe(0);
      expect(evaluateMetricMath(expression, { [ids[0] ?? '']: 7 })).toBe(7);
    }
  });

  test('need no topic', () => {
    const prod = synthStage('prod');
    // two of them are for the newest versions of two services
    prod.resourceCountIs('AWS::CloudWatch::Alarm', 11);
    prod.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: Match.absent() });
  });
});

test('the dashboard shows the API by the name that its metrics have', () => {
  template.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
  const [{ DashboardBody: body } = { DashboardBody: undefined }] = all<{ DashboardBody: unknown }>(
    'AWS::CloudWatch::Dashboard',
  );
  const text = JSON.stringify(body).replaceAll('\\"', '"');
  expect(text).toContain(
    '"AWS/ApiGateway","Latency","ApiName","Latchkeyall-features","Stage","all-features"',
  );
  for (const metric of ['cold_start', 'kms_throttled', 'SuccessfulRequest', 'ConsumedWriteCapacityUnits']) {
    expect(text).toContain(`"${metric}"`);
  }
});

test('thirteen questions are saved in a folder of the stack, and each names the logs that it reads; without e-mail there are two fewer', () => {
  const queries = all<{ Name: string; LogGroupNames: unknown[] }>('AWS::Logs::QueryDefinition');
  expect(queries).toHaveLength(13);
  synthStage('prod').resourceCountIs('AWS::Logs::QueryDefinition', 11);
  for (const { Name: name, LogGroupNames: logs } of queries) {
    expect(name).toMatch(/^Latchkeyall-features\/[A-Z]/);
    expect(logs.length).toBeGreaterThan(0);
  }
});

test('a stage without monitoring has none of these resources', () => {
  const dev = synthStage('dev', { email: undefined });
  for (const type of [
    'Logs::MetricFilter',
    'CloudWatch::Alarm',
    'CloudWatch::Dashboard',
    'Logs::QueryDefinition',
    'Events::Rule',
    'Logs::ResourcePolicy',
    'CodeDeploy::DeploymentGroup',
  ]) {
    dev.resourceCountIs(`AWS::${type}`, 0);
  }
});
