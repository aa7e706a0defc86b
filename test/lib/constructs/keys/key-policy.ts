/** Asks the policy of a key what it allows. */
import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { evaluate } from '../../../../local/iam/evaluate';

/** The account of the key. */
export const account = 'arn:aws:iam::111122223333';

/** The key of the other region, of which a key may be a replica. */
export const primary = { keyId: 'mrk-a', keyArn: 'arn:aws:kms:eu-central-1:111122223333:key/mrk-a' };

/**
 * Returns the function that decides about a principal's action by the policy of the only key of a stack.
 * @param isReplica whether that key is a replica
 */
export function readKeyPolicy(stack: Stack, isReplica: boolean) {
  const [key] = Object.values(
    Template.fromStack(stack).findResources(isReplica ? 'AWS::KMS::ReplicaKey' : 'AWS::KMS::Key'),
  );
  // only the deployment knows the account
  const policy = JSON.parse(
    JSON.stringify(key?.Properties.KeyPolicy).replace(/\{"Fn::Join".*?:root"\]\]\}/g, `"${account}:root"`),
  );
  return (action: string, principal: string) =>
    evaluate([policy], {
      action,
      resource: primary.keyArn,
      context: { 'aws:PrincipalArn': [principal] },
      principal,
    }).decision;
}
