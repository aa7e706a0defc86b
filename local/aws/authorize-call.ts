/**
 * Decides whether a caller may make a call, by the policies of its role and by the policy of the resource.
 */
import { evaluate } from '../iam/evaluate';
import type { FunctionDefinition } from '../template/model';
import type { Access } from './service';

/** Why a call is denied. */
export interface Denial {
  readonly access: Access;
  /** Which policies do not allow the call: those of the caller's role, or that of the resource. */
  readonly by: 'role' | 'resource';
  /**
   * All condition keys of the request. They contain values that the caller sent: use them for explanations,
   * never log them.
   */
  readonly context: Access['context'];
  /** The message in AWS's words. */
  readonly message: string;
}

/**
 * Returns the first permission that a function lacks, or undefined if it has all.
 * @param now epoch milliseconds, for the time condition keys
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
 * Evaluates the policies for one permission. The policy of a resource can allow a call by itself. If it only
 * names the whole account, the caller's policies decide. A key policy must allow the call in any case.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
function findFault(
  definition: FunctionDefinition,
  { action, resource, resourcePolicy, eitherAllows = false }: Access,
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
  if (ofResource?.decision === 'implicit-deny' && !eitherAllows) {
    return { by: 'resource', because: `because no resource-based policy allows the ${action} action` };
  }
  const allowedByResource = ofResource?.decision === 'allow' && ofResource.throughAccount !== true;
  if (allowedByResource || identity === 'allow') return undefined;
  return { by: 'role', because: `because no identity-based policy allows the ${action} action` };
}

const callerContexts = new WeakMap<FunctionDefinition, Access['context']>();

/** Returns the condition keys that are the same for every call of a function. They are created once. */
function callerContext(definition: FunctionDefinition): Access['context'] {
  const known = callerContexts.get(definition);
  if (known !== undefined) return known;
  const [, , , region = '', account = ''] = definition.arn.split(':');
  const context = {
    'aws:PrincipalArn': [definition.roleArn],
    'aws:PrincipalAccount': [account],
    'aws:PrincipalType': ['AssumedRole'],
    'aws:RequestedRegion': [region],
    // The value on AWS. The loopback interface needs no TLS.
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
