/** Makes CloudFormation refuse a stack that exists for tests only. */
import { CfnRule, Fn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * Adds an assertion that never holds. Rules are judged before any resource is made; synthesis and the local run
 * don't judge them.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html
 */
export function refuseDeployment(scope: Construct, reason: string): void {
  const rule = new CfnRule(scope, 'RefuseDeployment');
  rule.addAssertion(Fn.conditionEquals('for tests only', 'deployable'), reason);
}
