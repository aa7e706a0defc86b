/** Finds the grants of a synthesized template, and removes single ones. */
import { copyChanged, readResources } from './change-template';

/** A role's permission for one action on one resource. */
export interface Grant {
  /** The logical id of its policy. It begins with the name of the function's construct. */
  readonly policy: string;
  /** For example `dynamodb:PutItem`. */
  readonly action: string;
  /** The key prefix that limits it, such as `ACCOUNT#*`. @default - no limit */
  readonly prefix?: string;
}

interface Statement {
  Effect: string;
  Action: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

const KEYS = 'dynamodb:LeadingKeys';
const OPERATOR = 'ForAllValues:StringLike';

const toArray = (value: string | string[] | undefined): string[] => [value ?? []].flat();
const prefixesOf = ({ Condition }: Statement) => toArray(Condition?.[OPERATOR]?.[KEYS]);

/** Returns every grant on the table and on keys. @param other one more action @default - none */
export function listGrants(assembly: string, other?: string): readonly Grant[] {
  const grants: Grant[] = [];
  for (const [policy, resource] of Object.entries(readResources(assembly))) {
    if (resource.Type !== 'AWS::IAM::Policy') continue;
    const statements: Statement[] = resource.Properties.PolicyDocument.Statement;
    for (const statement of statements) {
      const actions = toArray(statement.Action).filter(
        (action) => /^(dynamodb|kms):/.test(action) || action === other,
      );
      const prefixes = prefixesOf(statement);
      for (const action of actions) {
        if (prefixes.length === 0) grants.push({ policy, action });
        else grants.push(...prefixes.map((prefix) => ({ policy, action, prefix })));
      }
    }
  }
  return grants;
}

/**
 * Copies an assembly without one grant. The same action on other prefixes, and other actions on the same
 * prefix, stay.
 * @throws Error when the template has no such grant
 */
export function copyWithout(grant: Grant, assembly: string, copy: string): void {
  const { policy, action, prefix } = grant;
  copyChanged(assembly, copy, (resources) => {
    const document: { Statement: Statement[] } | undefined = resources[policy]?.Properties.PolicyDocument;
    let removed = false;
    const statements = (document?.Statement ?? []).flatMap((statement): Statement[] => {
      const prefixes = prefixesOf(statement);
      if (!toArray(statement.Action).includes(action)) return [statement];
      if (prefix !== undefined && !prefixes.includes(prefix)) return [statement];
      removed = true;
      const otherActions = toArray(statement.Action).filter((other) => other !== action);
      const otherPrefixes = prefixes.filter((other) => other !== prefix);
      return [
        ...(otherActions.length > 0 ? [{ ...statement, Action: otherActions }] : []),
        ...(otherPrefixes.length > 0 ? [limitTo(otherPrefixes, { ...statement, Action: action })] : []),
      ];
    });
    if (!document || !removed) throw new Error(`${policy} has no grant of ${action}`);
    // A role without statements has no policy.
    if (statements.length > 0) document.Statement = statements;
    else delete resources[policy];
  });
}

function limitTo(prefixes: string[], statement: Statement): Statement {
  const { Condition = {} } = statement;
  return {
    ...statement,
    Condition: { ...Condition, [OPERATOR]: { ...Condition[OPERATOR], [KEYS]: prefixes } },
  };
}
