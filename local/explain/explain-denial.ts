/** Explains why a function may not make a call to AWS, and which grant in the stack would allow it. */
import type { AwsCall } from '../aws/call';
import { explain, type Mismatch } from '../iam/explain';
import type { PolicyDocument } from '../iam/policy';
import { shortId } from '../support/short-id';
import type { FunctionDefinition, LocalApp } from '../template/model';
import { describeMismatch } from './describe-mismatch';

/** Returns lines without indentation; none if the call was not denied, or if the caller is not a function. */
export function explainDenial(call: AwsCall, app: LocalApp): readonly string[] {
  const { action, resource, denial } = call;
  if (denial === undefined) return [];
  const caller = app.functions.find(({ logicalId }) => logicalId === call.logicalId);
  if (caller === undefined) return [];
  const { policies, place, grant } =
    denial.by === 'role' ? ofRole(call, caller, app) : ofResource(call, caller, app);
  const { decision, statement, nearMisses } = explain(policies, {
    action,
    resource,
    context: denial.context,
    principal: caller.roleArn,
  });
  if (decision === 'explicit-deny') {
    const which = statement?.Sid === undefined ? 'a statement' : `statement ${statement.Sid}`;
    return [`${which} in ${place} denies the action, which overrides every allow`];
  }
  const near = nearMisses.map(({ statement: { Sid }, place: { policy, statement: index }, mismatches }) => {
    const which = Sid ?? `${index + 1}${policies.length > 1 ? ` of policy ${policy + 1}` : ''}`;
    const why = mismatches.map((mismatch) => describeMismatch(mismatch, denial.context)).join(', and ');
    return `statement ${which} in ${place} allows the action, but ${why}`;
  });
  const first = near.length === 0 ? [`no statement in ${place} names ${action}`] : near;
  // A plain grant would remove the condition, which is there on purpose.
  const conditional = nearMisses.some(({ mismatches }) => mismatches.every(isCondition));
  if (conditional)
    return [
      ...first,
      'call with the values that the condition requires, or extend the condition in the stack',
    ];
  return [...first, `in the stack: ${grant}`];
}

/** The policies that do not allow a call, their description, and the line of code that grants the call. */
interface Withholding {
  readonly policies: readonly PolicyDocument[];
  readonly place: string;
  readonly grant: string;
}

/** The grant is CDK code. It contains the ids of the template instead of the variables of the stack. */
function ofRole({ action, resource }: AwsCall, caller: FunctionDefinition, app: LocalApp): Withholding {
  const [name, granted] = [shortId(caller.logicalId), findName(resource, app)];
  const statement = `{ actions: ['${action}'], resources: ['${resource}'] }`;
  return {
    policies: caller.rolePolicies,
    place: `the role of ${name}`,
    grant:
      granted === undefined
        ? `${name}.addToRolePolicy(new iam.PolicyStatement(${statement}))`
        : `${granted}.grant(${name}, '${action}')`,
  };
}

function ofResource({ action, resource }: AwsCall, caller: FunctionDefinition, app: LocalApp): Withholding {
  const owner = [...app.keys, ...(app.queues ?? [])].find(({ arn }) => arn === resource);
  const name = findName(resource, app) ?? resource;
  const principals = `principals: [${shortId(caller.logicalId)}.grantPrincipal]`;
  const statement = `{ actions: ['${action}'], ${principals}, resources: ['*'] }`;
  return {
    policies: owner?.policy === undefined ? [] : [owner.policy],
    place: `the policy of ${name}`,
    grant: `${name}.addToResourcePolicy(new iam.PolicyStatement(${statement}))`,
  };
}

function findName(resource: string, { tables, keys, queues = [] }: LocalApp): string | undefined {
  const found = [...tables, ...keys, ...queues].find(
    ({ arn }) => resource === arn || resource.startsWith(`${arn}/`),
  );
  return found && shortId(found.logicalId);
}

function isCondition({ element }: Mismatch): boolean {
  return element === 'Condition';
}
