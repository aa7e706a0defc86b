/** The share of calls that failed, as an alarm can watch it: by metric math, and only where there are enough of them. */
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/** What FailureRate is made of. Both count over the same period. */
export interface FailureRateProps {
  readonly failures: cloudwatch.IMetric;
  readonly total: cloudwatch.IMetric;
  readonly label: string;
}

/** Fewer calls in a period say nothing about a rate. */
const LEAST_CALLS = 20;

/** One client that repeats one broken request stays below this. */
const LEAST_FAILURES = 5;

/**
 * Failures in percent of the calls; 0 with fewer than 20 calls or 5 failures in a period, and 0 without any data.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function failureRate({ failures, total, label }: FailureRateProps): cloudwatch.MathExpression {
  const [failed, all] = ['FILL(failures, 0)', 'FILL(total, 0)'];
  return new cloudwatch.MathExpression({
    expression: `IF(${all} >= ${LEAST_CALLS} AND ${failed} >= ${LEAST_FAILURES}, 100 * ${failed} / ${all}, 0)`,
    usingMetrics: { failures, total },
    label,
  });
}
