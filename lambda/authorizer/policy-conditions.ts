/** The conditions that an authorizer's policy may set. */

/** Condition keys that API Gateway evaluates in an authorizer's policy. */
export type ConditionKey =
  | 'aws:CurrentTime'
  | 'aws:EpochTime'
  | 'aws:Referer'
  | 'aws:SecureTransport'
  | 'aws:SourceIp'
  | 'aws:UserAgent';

/** Values by key by operator, such as `{IpAddress: {'aws:SourceIp': ['203.0.113.0/24']}}`. All must hold. */
export type PolicyConditions = Readonly<
  Record<string, Readonly<Partial<Record<ConditionKey, string | readonly string[]>>>>
>;

const KEYS = new Set<string>([
  'aws:CurrentTime',
  'aws:EpochTime',
  'aws:Referer',
  'aws:SecureTransport',
  'aws:SourceIp',
  'aws:UserAgent',
] satisfies ConditionKey[]);

/** The IAM operators that apply to those keys. */
const OPERATOR =
  /^(?:String(?:Not)?(?:Equals(?:IgnoreCase)?|Like)|(?:Numeric|Date)(?:(?:Not)?Equals|(?:Less|Greater)Than(?:Equals)?)|Bool|(?:Not)?IpAddress)(?:IfExists)?$/;

/**
 * Asserts that API Gateway evaluates every condition. An unknown condition would silently disable a denial.
 *
 * @throws Error naming the operator or the key
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function checkConditions(conditions: PolicyConditions): void {
  const entries = Object.entries(conditions);
  if (entries.length === 0) throw new Error('A policy has an empty set of conditions: leave it out');
  for (const [operator, values] of entries) {
    if (!OPERATOR.test(operator)) throw new Error(`A policy can't use the condition operator '${operator}'`);
    const keys = Object.keys(values);
    if (keys.length === 0) throw new Error(`The condition operator '${operator}' of a policy names no key`);
    const unknown = keys.find((key) => !KEYS.has(key));
    if (unknown !== undefined) {
      throw new Error(`A policy can't use the condition key '${unknown}': use ${[...KEYS].join(', ')}`);
    }
  }
}
