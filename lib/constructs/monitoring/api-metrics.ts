/** The metrics that AWS records for an API and the resources behind it. */
import { Duration } from 'aws-cdk-lib';
import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { LIVE } from '../functions/service-function';
import { failureRate } from './failure-rate';

/** One of the functions. */
export interface MeasuredFunction {
  /** The function itself, whose metrics count all its versions. */
  readonly handler: lambda.IFunction;
  /** The alias that moves between versions. @default - the function has no versions */
  readonly alias?: lambda.Alias | undefined;
}

/** The measured resources. */
export interface MeasuredApi {
  readonly api: apigateway.RestApi;
  /** The literal name of the API's stage: a reference to the stage would create a dependency cycle with the alarms. */
  readonly stageName: string;
  /** The functions by name. */
  readonly functions: Readonly<Record<string, MeasuredFunction>>;
  readonly table: dynamodb.ITableV2;
  /**
   * The region of the table's replica.
   * @default - the table has no replica
   */
  readonly replicaRegion?: string | undefined;
  /** The ARN of the key that signs tokens. */
  readonly signingKeyArn: string;
}

/** The actions that the functions call on the table. */
const OPERATIONS = ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'BatchWriteItem'];

/** Metrics of one API, over 5 minutes by default. */
export class ApiMetrics {
  constructor(private readonly measured: MeasuredApi) {}

  /** Returns a metric of API Gateway: requests, 4xx and 5xx responses, or latency in milliseconds. */
  gateway(
    metricName: 'Count' | '4XXError' | '5XXError' | 'Latency',
    statistic: string,
    period = Duration.minutes(5),
  ): cloudwatch.Metric {
    const { api, stageName } = this.measured;
    return new cloudwatch.Metric({
      namespace: 'AWS/ApiGateway',
      metricName,
      dimensionsMap: { ApiName: api.restApiName, Stage: stageName },
      statistic,
      period,
      label: `${metricName} ${statistic}`,
    });
  }

  /** Returns a metric of each function. */
  functions(metricName: string, statistic: string): cloudwatch.Metric[] {
    return Object.entries(this.measured.functions).map(([label, { handler }]) =>
      handler.metric(metricName, { statistic, label }),
    );
  }

  /** Returns the sum of a metric over all functions. */
  allFunctions(metricName: string): cloudwatch.MathExpression {
    const metrics = this.functions(metricName, cloudwatch.Stats.SUM);
    const usingMetrics = Object.fromEntries(metrics.map((metric, index) => [`f${index}`, metric]));
    return new cloudwatch.MathExpression({
      expression: `SUM([${Object.keys(usingMetrics).join(',')}])`,
      usingMetrics,
      label: metricName,
    });
  }

  /** Returns 5xx responses in percent of all requests. */
  serverErrorRate(): cloudwatch.MathExpression {
    return failureRate({
      failures: this.gateway('5XXError', cloudwatch.Stats.SUM),
      total: this.gateway('Count', cloudwatch.Stats.SUM),
      label: '5xx (%)',
    });
  }

  /** Returns the failures of a function in percent of its invocations, for failures that a metric other than Lambda's counts. */
  failureRateOf(name: string, failures: cloudwatch.IMetric): cloudwatch.MathExpression {
    const total = this.find(name).handler.metricInvocations({ statistic: cloudwatch.Stats.SUM });
    return failureRate({ failures, total, label: `${name}: failures (%)` });
  }

  /**
   * Returns the errors of a function's newest version in percent of its invocations, also during a canary deployment.
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-view.html
   */
  versionErrorRate(name: string): cloudwatch.MathExpression {
    const { handler, alias } = this.find(name);
    if (alias === undefined) throw new Error(`Function "${name}" has no versions: set versioned`);
    const metric = (metricName: string) =>
      handler.metric(metricName, {
        dimensionsMap: {
          FunctionName: handler.functionName,
          // by name, because the alias depends on its alarms
          Resource: `${handler.functionName}:${LIVE}`,
          ExecutedVersion: alias.version.version,
        },
        statistic: cloudwatch.Stats.SUM,
      });
    const [failures, total] = [metric('Errors'), metric('Invocations')];
    return failureRate({ failures, total, label: `${name}: errors of the newest version (%)` });
  }

  /** Returns DynamoDB's latency in milliseconds, as one metric for each operation. */
  tableLatency(statistic: string): cloudwatch.Metric[] {
    return OPERATIONS.map((operation) =>
      this.measured.table.metricSuccessfulRequestLatency({
        dimensionsMap: { TableName: this.measured.table.tableName, Operation: operation },
        statistic,
        label: operation,
      }),
    );
  }

  /**
   * Returns the number of reads and writes that DynamoDB throttled. Its metrics have gaps when nothing happens. An alarm on them keeps its
   * state in a gap and ignores its setting for missing data. `FILL` closes the gaps.
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
   */
  tableThrottles(): cloudwatch.MathExpression {
    return new cloudwatch.MathExpression({
      expression: 'SUM([FILL(reads, 0), FILL(writes, 0)])',
      usingMetrics: { reads: this.table('ReadThrottleEvents'), writes: this.table('WriteThrottleEvents') },
      label: 'throttled reads and writes',
    });
  }

  /** Returns the capacity that reads and writes consume, which determines their cost. */
  tableCapacity(): cloudwatch.Metric[] {
    return [this.table('ConsumedReadCapacityUnits'), this.table('ConsumedWriteCapacityUnits')];
  }

  /** Returns the milliseconds until a write reaches the replica; undefined without a replica. */
  replicationLatency(): cloudwatch.MathExpression | undefined {
    const { replicaRegion, table } = this.measured;
    if (replicaRegion === undefined) return undefined;
    const latency = table.metric('ReplicationLatency', {
      dimensionsMap: { TableName: table.tableName, ReceivingRegion: replicaRegion },
      statistic: cloudwatch.Stats.AVERAGE,
    });
    return new cloudwatch.MathExpression({
      expression: 'FILL(latency, 0)',
      usingMetrics: { latency },
      label: 'ReplicationLatency',
    });
  }

  /** Returns the number of signatures that KMS created. KMS publishes neither its latency nor its throttled calls. */
  signatures(): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: 'AWS/KMS',
      metricName: 'SuccessfulRequest',
      dimensionsMap: { KeyArn: this.measured.signingKeyArn, Operation: 'Sign' },
      statistic: cloudwatch.Stats.SUM,
      label: 'signatures',
    });
  }

  private find(name: string): MeasuredFunction {
    const found = this.measured.functions[name];
    if (found === undefined) throw new Error(`Unknown function: ${name}`);
    return found;
  }

  private table(metricName: string): cloudwatch.Metric {
    return this.measured.table.metric(metricName, { statistic: cloudwatch.Stats.SUM, label: metricName });
  }
}
