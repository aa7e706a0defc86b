/** Makes CloudFormation reject a stack that must not be deployed. */
import { Annotations, CfnRule, Fn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** The reason why a stack must not be deployed. */
export interface Refusal {
  /** The logical id of the rule. */
  readonly id: string;
  /** The message that CloudFormation returns. */
  readonly answer: string;
  /** The id of the annotation. */
  readonly annotation: string;
  /** The message that synthesis prints. */
  readonly info: string;
}

/** The refusal of a stage that exists for tests only. */
export const testsOnly = (stageName: string): Refusal => ({
  id: 'RefuseDeployment',
  annotation: 'latchkey:testsOnly',
  answer: `The stage "${stageName}" is for tests only: deploy another stage.`,
  info: `Stage ${stageName} is for tests only: CloudFormation rejects its deployment.`,
});

/** The refusal of a standby whose replicas lack the policy that denies signing. `cdk import` sends no rules, so it still works. */
export const importOnly: Refusal = {
  id: 'RefuseDeploymentOfImport',
  annotation: 'latchkey:importOnly',
  answer: 'This template can only import the keys: deploy without importReplicas.',
  info: 'With importReplicas the standby can only be imported: CloudFormation rejects its deployment.',
};

/**
 * Adds an assertion that always fails. CloudFormation evaluates rules before it creates any resource. Synthesis and the local run do
 * not evaluate rules, so an annotation makes the CDK command line report the refusal early.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html
 */
export function refuseDeployment(scope: Construct, { id, answer, annotation, info }: Refusal): void {
  const rule = new CfnRule(scope, id);
  rule.addAssertion(Fn.conditionEquals('for tests only', 'deployable'), answer);
  Annotations.of(scope).addInfoV2(annotation, info);
}
