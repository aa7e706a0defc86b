/** The share of failed calls as metric math for an alarm, which ignores periods with few calls. */
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/** The metrics of a failure rate. Both count over the same period. */
export interface FailureRateProps {
  readonly failures: cloudwatch.IMetric;
  readonly total: cloudwatch.IMetric;
  readonly label: string;
}

/** The minimum number of calls in a period; fewer are not enough for a rate. */
const LEAST_CALLS = 20;

/** The minimum number of failures; one client that repeats one broken request stays below it. */
const LEAST_FAILURES = 5;

/**
 * Returns the failures in percent of the calls; 0 with fewer than 20 calls or 5 failures in a period, and 0 without
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
