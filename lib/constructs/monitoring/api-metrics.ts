/** The metrics that AWS keeps of an API and of what stands behind it. */
import { Duration } from 'aws-cdk-lib';
import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as lambda from 'aws-cdk-lib/aws-lambda';

/** What is measured. */
export interface MeasuredApi {
  readonly api: apigateway.RestApi;
  /** The literal name of its stage: the resource would wait for the alarms, and they for it. */
  readonly stageName: string;
  /** The functions by name. */
  readonly functions: Readonly<Record<string, lambda.IFunction>>;
  readonly table: dynamodb.ITableV2;
  /**
   * The region of the table's replica.
   * @default - there is none
   */
  readonly replicaRegion?: string | undefined;
  /** The ARN of the key that signs tokens. */
  readonly signingKeyArn: string;
}

/** The actions that the functions call on the table. */
const OPERATIONS = ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'BatchWriteItem'];

/** Metrics of one API, over 5 minutes unless they are asked for another period. */
export class ApiMetrics {
  constructor(private readonly measured: MeasuredApi) {}

  /** Requests, answers of 4xx and 5xx, and milliseconds, by API Gateway's name and a statistic. */
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

  /** One metric of every function. */
  functions(metricName: string, statistic: string): cloudwatch.Metric[] {
    return Object.entries(this.measured.functions).map(([label, fn]) =>
      fn.metric(metricName, { statistic, label }),
    );
  }

  /** One metric of all functions together. */
  allFunctions(metricName: string): cloudwatch.MathExpression {
    const metrics = this.functions(metricName, cloudwatch.Stats.SUM);
    const usingMetrics = Object.fromEntries(metrics.map((metric, index) => [`f${index}`, metric]));
    return new cloudwatch.MathExpression({
      expression: `SUM([${Object.keys(usingMetrics).join(',')}])`,
      usingMetrics,
      label: metricName,
    });
  }

  /** Milliseconds of DynamoDB's answers, one metric for each operation. */
  tableLatency(statistic: string): cloudwatch.Metric[] {
    return OPERATIONS.map((operation) =>
      this.measured.table.metricSuccessfulRequestLatency({
        dimensionsMap: { TableName: this.measured.table.tableName, Operation: operation },
        statistic,
        label: operation,
      }),
    );
  }

  /** Reads and writes that DynamoDB throttled. */
  tableThrottles(): cloudwatch.MathExpression {
    return new cloudwatch.MathExpression({
      expression: 'SUM([reads, writes])',
      usingMetrics: { reads: this.table('ReadThrottleEvents'), writes: this.table('WriteThrottleEvents') },
      label: 'throttled reads and writes',
    });
  }

  /** Capacity that reads and writes consume, which is what they cost. */
  tableCapacity(): cloudwatch.Metric[] {
    return [this.table('ConsumedReadCapacityUnits'), this.table('ConsumedWriteCapacityUnits')];
  }

  /** Milliseconds until a write has reached the replica; undefined where there is none. */
  replicationLatency(): cloudwatch.Metric | undefined {
    const { replicaRegion, table } = this.measured;
    if (replicaRegion === undefined) return undefined;
    return table.metric('ReplicationLatency', {
      dimensionsMap: { TableName: table.tableName, ReceivingRegion: replicaRegion },
      statistic: cloudwatch.Stats.AVERAGE,
    });
  }

  /** Signatures that KMS made. It publishes neither its latency nor what it throttles. */
  signatures(): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: 'AWS/KMS',
      metricName: 'SuccessfulRequest',
      dimensionsMap: { KeyArn: this.measured.signingKeyArn, Operation: 'Sign' },
      statistic: cloudwatch.Stats.SUM,
      label: 'signatures',
    });
  }

  private table(metricName: string): cloudwatch.Metric {
    return this.measured.table.metric(metricName, { statistic: cloudwatch.Stats.SUM, label: metricName });
  }
}
