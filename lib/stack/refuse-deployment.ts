/** Makes CloudFormation refuse a stack that exists for tests only. */
import { Annotations, CfnRule, Fn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * Adds an assertion that never holds. Rules are judged before any resource is made; synthesis and the local run
 * don't judge them, so the CDK's command line says it at once.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html
 */
export function refuseDeployment(scope: Construct, stageName: string): void {
  const rule = new CfnRule(scope, 'RefuseDeployment');
  rule.addAssertion(
    Fn.conditionEquals('for tests only', 'deployable'),
    `The stage "${stageName}" is for tests only: deploy another one.`,
  );
  Annotations.of(scope).addInfoV2(
    'latchkey:testsOnly',
    `Stage ${stageName} is for tests only: CloudFormation will refuse to deploy it.`,
  );
}
