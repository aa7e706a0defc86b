/** Says why a function may not make a call to AWS, and what to write in the stack so that it may. */
import type { AwsCall } from './aws/call';
import { listAccess } from './aws/dynamodb/list-access';
import { explain, type Mismatch, type NearMiss } from './iam/explain';
import { shortId } from './short-id';
import type { FunctionDefinition, LocalApp } from './template/model';

/** Lines without indentation; none for a call that was not denied, or whose caller is no function. */
export function explainDenial(call: AwsCall, app: LocalApp): readonly string[] {
  if (call.decision !== 'denied') return [];
  const caller = app.functions.find(({ logicalId }) => logicalId === call.logicalId);
  if (caller === undefined) return [];
  const { action, resource } = call;
  const { decision, statement, nearMisses } = explain(caller.rolePolicies, {
    action,
    resource,
    context: contextOf(call, app),
  });
  const name = shortId(caller.logicalId);
  if (decision === 'explicit-deny') {
    const which = statement?.Sid === undefined ? 'a statement' : `the statement ${statement.Sid}`;
    return [`${which} in the role of ${name} denies it, which no grant outweighs`];
  }
  if (/resource-based policy/.test(call.reason ?? '')) return explainResourcePolicy(call, caller, app);
  const near = nearMisses.map((miss) => describeNearMiss(miss, name));
  const conditional = nearMisses.some(({ mismatches }) => mismatches.every(isCondition));
  const first = near.length === 0 ? [`no statement in the role of ${name} speaks of ${action}`] : near;
  // a plain grant would do away with the condition, which somebody has meant
  if (conditional) return [...first, 'call with what the condition asks for, or widen it in the stack'];
  return [...first, `in the stack: ${describeGrant(call, caller, app)}`];
}

function explainResourcePolicy(call: AwsCall, caller: FunctionDefinition, app: LocalApp): readonly string[] {
  const key = findName(call.resource, app) ?? call.resource;
  if (/explicit deny/.test(call.reason ?? '')) {
    return [`a statement in the policy of ${key} denies it, which no grant outweighs`];
  }
  const principals = `principals: [${shortId(caller.logicalId)}.grantPrincipal]`;
  const statement = `{ actions: ['${call.action}'], ${principals}, resources: ['*'] }`;
  return [
    `the policy of ${key} speaks neither of this caller nor of its account`,
    `in the stack: ${key}.addToResourcePolicy(new iam.PolicyStatement(${statement}))`,
  ];
}

function describeNearMiss({ statement, place, mismatches }: NearMiss, name: string): string {
  const which = statement.Sid ?? `number ${place.statement + 1} of policy ${place.policy + 1}`;
  const why = mismatches.map(describeMismatch).join(', ');
  return `the statement ${which} in the role of ${name} allows the action, but ${why}`;
}

function describeMismatch(mismatch: Mismatch): string {
  if (mismatch.element !== 'Condition') return `its ${mismatch.element} is another`;
  const { operator, key, reason } = mismatch;
  const how = {
    absent: 'the call has none',
    mismatch: 'the call has another',
    unjudged: 'it can’t be judged',
  };
  return `its condition asks for ${key} (${operator}): ${how[reason]}`;
}

function isCondition({ element }: Mismatch): boolean {
  return element === 'Condition';
}

/** In the words of the CDK, with the ids of the template in place of the stack's own variables. */
function describeGrant({ action, resource }: AwsCall, caller: FunctionDefinition, app: LocalApp): string {
  const [name, granted] = [shortId(caller.logicalId), findName(resource, app)];
  if (granted !== undefined) return `${granted}.grant(${name}, '${action}')`;
  return `${name}.addToRolePolicy(new iam.PolicyStatement({ actions: ['${action}'], resources: ['${resource}'] }))`;
}

function findName(resource: string, { tables, keys }: LocalApp): string | undefined {
  const found = [...tables, ...keys].find(({ arn }) => resource === arn || resource.startsWith(`${arn}/`));
  return found && shortId(found.logicalId);
}

/** The condition keys that DynamoDB's statements go by; of other services only what has no conditions is explained in full. */
function contextOf({ action, resource, input }: AwsCall, app: LocalApp) {
  const [service, operation = ''] = action.split(':');
  if (service !== 'dynamodb') return {};
  try {
    const accesses = listAccess(operation, input, app);
    return accesses.find((access) => access.resource === resource)?.context ?? {};
  } catch {
    // what the service itself can't read has no keys
    return {};
  }
}
