/** The form of the rules from which alarms are created. */
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/** One alarm. */
export interface AlarmRule {
  readonly id: string;
  readonly metric: cloudwatch.IMetric;
  readonly threshold: number;
  /** The meaning of the alarm, and what to do. */
  readonly description: string;
  /** The heading in docs/how-to/alarms.md. @default - the id */
  readonly heading?: string;
  /** The number of consecutive values of the metric. @default 1 */
  readonly periods?: number;
  /** @default - at the threshold and above */
  readonly comparison?: cloudwatch.ComparisonOperator;
  /** The treatment of missing values. @default - missing values do not trigger the alarm */
  readonly missing?: cloudwatch.TreatMissingData;
}
