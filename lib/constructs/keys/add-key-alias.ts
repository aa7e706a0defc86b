/** Gives a key a recognizable name in the console and in CloudTrail. */
import { Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/**
 * Adds the alias `alias/<stack>/<path of the construct>`. It is unique in the account and region, as the stack's name is. No code uses it.
 * The path is part of the alias so that a moved key gets a new alias. No update then creates an alias before the old one of that name is gone.
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

/** Returns the prefix of the aliases of a stack's keys, which no other stack shares. */
export function keyAliasPrefix(scope: Construct): string {
  return `alias/${Stack.of(scope).stackName}/`;
}
