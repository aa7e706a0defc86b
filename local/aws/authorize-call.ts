/** Decides whether a caller may make a call: by its role's policies and by the policy of what it calls. */
import { evaluate } from '../iam/evaluate';
import type { FunctionDefinition } from '../template/model';
import type { Access } from './service';

/** Why a call may not be made. */
export interface Denial {
  readonly access: Access;
  /** Whose policies withheld it: those of the caller's role, or that of the resource. */
  readonly by: 'role' | 'resource';
  /** Every condition key that they were asked about. It holds what the caller sent: for explanations, never for a log. */
  readonly context: Access['context'];
  /** As AWS words it. */
  readonly message: string;
}

/**
 * The first permission that a function lacks; undefined when it has them all.
 * @param now epoch milliseconds, for the condition keys of time
 */
export function authorizeCall(
  definition: FunctionDefinition,
  accesses: readonly Access[],
  now = Date.now(),
): Denial | undefined {
  const global = { ...callerContext(definition), ...timeContext(now) };
  for (const access of accesses) {
    const context = { ...access.context, ...global };
    const fault = findFault(definition, access, context);
    if (fault !== undefined) {
      const message = `User: ${sessionArn(definition)} is not authorized to perform: ${access.action} on resource: ${access.resource} ${fault.because}`;
      return { access, by: fault.by, context, message };
    }
  }
  return undefined;
}

interface Fault {
  readonly by: Denial['by'];
  readonly because: string;
}

/**
 * A key's policy alone can allow; where it only names the whole account, the caller's policies decide.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
function findFault(
  definition: FunctionDefinition,
  { action, resource, resourcePolicy }: Access,
  context: Access['context'],
): Fault | undefined {
  const identity = evaluate(definition.rolePolicies, { action, resource, context }).decision;
  const ofResource =
    resourcePolicy &&
    evaluate([resourcePolicy], { action, resource, context, principal: definition.roleArn });

  if (identity === 'explicit-deny') {
    return { by: 'role', because: 'with an explicit deny in an identity-based policy' };
  }
  if (ofResource?.decision === 'explicit-deny') {
    return { by: 'resource', because: 'with an explicit deny in a resource-based policy' };
  }
  if (ofResource?.decision === 'implicit-deny') {
    return { by: 'resource', because: `because no resource-based policy allows the ${action} action` };
  }
  const allowedByResource = ofResource?.decision === 'allow' && ofResource.throughAccount !== true;
  if (allowedByResource || identity === 'allow') return undefined;
  return { by: 'role', because: `because no identity-based policy allows the ${action} action` };
}

const callerContexts = new WeakMap<FunctionDefinition, Access['context']>();

/** The keys that are the same in every call of a function, made at the first. */
function callerContext(definition: FunctionDefinition): Access['context'] {
  const known = callerContexts.get(definition);
  if (known !== undefined) return known;
  const [, , , region = '', account = ''] = definition.arn.split(':');
  const context = {
    'aws:PrincipalArn': [definition.roleArn],
    'aws:PrincipalAccount': [account],
    'aws:PrincipalType': ['AssumedRole'],
    'aws:RequestedRegion': [region],
    // what it will be on AWS; the loopback needs no TLS
    'aws:SecureTransport': ['true'],
  };
  callerContexts.set(definition, context);
  return context;
}

function timeContext(now: number): Access['context'] {
  return {
    'aws:CurrentTime': [`${new Date(now).toISOString().slice(0, 19)}Z`],
    'aws:EpochTime': [String(Math.floor(now / 1000))],
  };
}

function sessionArn({ roleArn, name }: FunctionDefinition): string {
  const [, partition, , , account] = roleArn.split(':');
  const role = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  return `arn:${partition}:sts::${account}:assumed-role/${role}/${name}`;
}
