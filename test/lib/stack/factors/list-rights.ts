/** Lists the permissions of the functions of a synthesized stage. */
import type { Template } from 'aws-cdk-lib/assertions';
import type { StageSettings } from '../../../../lib/stages/stage-settings';
import type { Statement } from '../../../../local/iam/policy';
import { synthStage } from '../../../support/synth-stack';

/** Returns the statements of a function's role, with the logical ids of resources as their ARNs. */
export function statementsOf(template: Template, name: string): Statement[] {
  const policies = Object.entries(template.findResources('AWS::IAM::Policy'))
    .filter(([id]) => id.startsWith(`${name}Role`))
    .map(([, { Properties }]) => Properties.PolicyDocument);
  return policies.flatMap(
    (policy: unknown) =>
      JSON.parse(JSON.stringify(policy).replace(/\{"Fn::GetAtt":\["(\w+?)[0-9A-F]{8}","Arn"\]\}/g, '"$1"'))
        .Statement,
  );
}

/** Returns a function's permissions for the table, keys and queues, as `action on prefix or resource`. */
export function listRights(name: string, settings: Partial<StageSettings>): string[] {
  return statementsOf(synthStage('dev', settings), name)
    .flatMap(({ Action, Resource, Condition }) => {
      const prefixes = Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'];
      const things = [prefixes ?? Resource ?? []].flat();
      return [Action ?? []].flat().flatMap((action) => things.map((thing) => `${action} on ${thing}`));
    })
    .filter((right) => /^(dynamodb|kms|sqs):/.test(right))
    .sort();
}

/** Returns actions of DynamoDB on one prefix, in the form of `listRights`. */
export const onItems = (prefix: string, ...actions: string[]) =>
  actions.map((action) => `dynamodb:${action} on ${prefix}#*`);
