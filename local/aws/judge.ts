/** Decides whether a caller may make a call: by its role's policies and by the policy of what it calls. */
import { evaluate } from '../iam/evaluate';
import type { FunctionDefinition } from '../template/model';
import type { Access } from './service';

/** Why a call may not be made. */
export interface Denial {
  readonly access: Access;
  /** As AWS words it. */
  readonly message: string;
}

/** The first permission that a function lacks; undefined when it has them all. */
export function judge(definition: FunctionDefinition, accesses: readonly Access[]): Denial | undefined {
  for (const access of accesses) {
    const because = findFault(definition, access);
    if (because !== undefined) {
      const message = `User: ${sessionArn(definition)} is not authorized to perform: ${access.action} on resource: ${access.resource} ${because}`;
      return { access, message };
    }
  }
  return undefined;
}

/**
 * A key's policy alone can allow; where it only names the whole account, the caller's policies decide.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
function findFault(definition: FunctionDefinition, access: Access): string | undefined {
  const { action, resource, resourcePolicy } = access;
  const context = { ...access.context, ...globalContext(definition) };
  const identity = evaluate(definition.rolePolicies, { action, resource, context }).decision;
  const ofResource =
    resourcePolicy &&
    evaluate([resourcePolicy], { action, resource, context, principal: definition.roleArn });

  if (identity === 'explicit-deny') return 'with an explicit deny in an identity-based policy';
  if (ofResource?.decision === 'explicit-deny') return 'with an explicit deny in a resource-based policy';
  if (ofResource?.decision === 'implicit-deny') {
    return `because no resource-based policy allows the ${action} action`;
  }
  const allowedByResource = ofResource?.decision === 'allow' && ofResource.throughAccount !== true;
  if (allowedByResource || identity === 'allow') return undefined;
  return `because no identity-based policy allows the ${action} action`;
}

function globalContext({ roleArn, arn }: FunctionDefinition): Access['context'] {
  const now = new Date();
  const [, , , region = '', account = ''] = arn.split(':');
  return {
    'aws:PrincipalArn': [roleArn],
    'aws:PrincipalAccount': [account],
    'aws:PrincipalType': ['AssumedRole'],
    'aws:RequestedRegion': [region],
    'aws:CurrentTime': [`${now.toISOString().slice(0, 19)}Z`],
    'aws:EpochTime': [String(Math.floor(now.getTime() / 1000))],
    // what it will be on AWS; the loopback needs no TLS
    'aws:SecureTransport': ['true'],
  };
}

function sessionArn({ roleArn, name }: FunctionDefinition): string {
  const [, partition, , , account] = roleArn.split(':');
  const role = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  return `arn:${partition}:sts::${account}:assumed-role/${role}/${name}`;
}
