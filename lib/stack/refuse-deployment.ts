/** Makes CloudFormation refuse a stack that must not be deployed. */
import { Annotations, CfnRule, Fn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Why a stack must not be deployed. */
export interface Refusal {
  /** The logical id of the rule. */
  readonly id: string;
  /** What CloudFormation answers. */
  readonly answer: string;
  /** The id of the annotation. */
  readonly annotation: string;
  /** What the synthesis says. */
  readonly info: string;
}

/** The refusal of a stage that exists for tests only. */
export const testsOnly = (stageName: string): Refusal => ({
  id: 'RefuseDeployment',
  annotation: 'latchkey:testsOnly',
  answer: `The stage "${stageName}" is for tests only: deploy another stage.`,
  info: `Stage ${stageName} is for tests only: CloudFormation rejects its deployment.`,
});

/** The refusal of a standby whose replicas lack the policy that denies signing. `cdk import` sends no rules, so it is not refused. */
export const importOnly: Refusal = {
  id: 'RefuseDeploymentOfImport',
  annotation: 'latchkey:importOnly',
  answer: 'This template can only import the keys: deploy without importReplicas.',
  info: 'With importReplicas the standby can only be imported: CloudFormation rejects its deployment.',
};

/**
 * Adds an assertion that never holds. Rules are judged before any resource is made; synthesis and the local run
 * don't judge them, so the CDK's command line says it at once.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html
 */
export function refuseDeployment(scope: Construct, { id, answer, annotation, info }: Refusal): void {
  const rule = new CfnRule(scope, id);
  rule.addAssertion(Fn.conditionEquals('for tests only', 'deployable'), answer);
  Annotations.of(scope).addInfoV2(annotation, info);
}
