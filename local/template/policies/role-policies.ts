/** Collects every policy of a role: inline policies, attached ones, and the known managed ones. */
import type { PolicyDocument } from '../../iam/policy';
import type { AssemblyView, ResourceView } from '../assembly-view';
import type { NotRun } from '../model';
import { listOf, type Properties } from '../resolve/property';
import { managedPolicies } from './managed-policies';
import { readPolicy } from './read-policy';

/** The policies of a role, as far as the assembly contains them. */
export interface RolePolicies {
  readonly policies: readonly PolicyDocument[];
  /** Policies whose content is unknown. Their grants are missing. */
  readonly notJudged: readonly NotRun[];
}

/** Finds the policies of a role by its ARN. */
export type RolePolicyReader = (roleArn: string) => RolePolicies;

/** Creates the reader of roles' policies. It reads each role once. */
export function createRolePolicyReader(view: AssemblyView): RolePolicyReader {
  const roles = new Map(view.ofType('AWS::IAM::Role').map((role) => [role.attribute('Arn'), role]));
  const attached = view.ofType('AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy');
  const managed = new Map(view.ofType('AWS::IAM::ManagedPolicy').map((policy) => [policy.ref, policy]));
  const read = new Map<string, RolePolicies>();

  function documentOf(policy: ResourceView): PolicyDocument[] {
    return [readPolicy(view, policy.logicalId, policy.properties().PolicyDocument) ?? []].flat();
  }

  function names(policy: ResourceView, role: ResourceView): boolean {
    const properties = policy.properties();
    return properties.RoleName === role.ref || listOf(properties, 'Roles').includes(role.ref);
  }

  function readRole(role: ResourceView): RolePolicies {
    const inline = listOf<Properties>(role.properties(), 'Policies').flatMap((policy) => [
      readPolicy(view, role.logicalId, policy.PolicyDocument) ?? [],
    ]);
    const policies: PolicyDocument[] = [
      ...inline.flat(),
      ...attached.filter((policy) => names(policy, role)).flatMap(documentOf),
    ];
    const notJudged: NotRun[] = [];
    for (const arn of listOf<string>(role.properties(), 'ManagedPolicyArns')) {
      const own = managed.get(arn);
      const known = managedPolicies.get(arn.split('/').at(-1) ?? '');
      if (own !== undefined) policies.push(...(names(own, role) ? [] : documentOf(own)));
      else if (known !== undefined && arn.includes(':iam::aws:policy/')) policies.push(known);
      else {
        const reason = `${arn} is not known here: its grants are denied`;
        notJudged.push({ logicalId: role.logicalId, type: 'AWS::IAM::ManagedPolicy', reason });
      }
    }
    return { policies, notJudged };
  }

  return (roleArn) => {
    const known = read.get(roleArn);
    if (known !== undefined) return known;
    const role = roles.get(roleArn);
    const reason = `${roleArn} is not in the assembly: its grants are denied`;
    const result =
      role === undefined
        ? { policies: [], notJudged: [{ logicalId: roleArn, type: 'AWS::IAM::Role', reason }] }
        : readRole(role);
    read.set(roleArn, result);
    return result;
  };
}
