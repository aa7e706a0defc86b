/** Gives a key a name that people recognize in the console and in CloudTrail. */
import { Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/**
 * Adds the alias `alias/<stack>/<path of the construct>`. It is unique in account and region, as its stack's name is, and nothing calls the key by it.
 * The path is part of it: a key in another place gets another alias, so that no update has to make an alias before it deletes one of the same name.
 * @param scope the construct of the key
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html
 */
export function addKeyAlias(scope: Construct, keyId: string): void {
  const { node } = Stack.of(scope);
  const path = scope.node.scopes.slice(node.scopes.length).map((construct) => construct.node.id);
  new kms.CfnAlias(scope, 'Alias', {
    aliasName: keyAliasPrefix(scope) + path.join('/'),
    targetKeyId: keyId,
  });
}

/** Returns what the aliases of a stack's keys begin with, and no other stack's. */
export function keyAliasPrefix(scope: Construct): string {
  return `alias/${Stack.of(scope).stackName}/`;
}
