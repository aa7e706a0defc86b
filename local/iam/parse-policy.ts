/** Validates a policy document before it is evaluated. */
import type { PolicyDocument } from './policy';

/** Thrown for a value that is not a policy document. The message names the faulty part, never its content. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOneOrMany(value: unknown): boolean {
  return (
    typeof value === 'string' || (Array.isArray(value) && value.every((member) => typeof member === 'string'))
  );
}

function isScalarOrMany(value: unknown): boolean {
  return [value].flat().every((member) => ['string', 'number', 'boolean'].includes(typeof member));
}

function checkCondition(condition: unknown): string | undefined {
  if (condition === undefined) return undefined;
  if (!isRecord(condition)) return 'a Condition that is not an object';
  for (const keys of Object.values(condition)) {
    if (!isRecord(keys)) return 'a Condition operator that is not an object';
    if (!Object.values(keys).every(isScalarOrMany)) return 'a Condition value that is not a scalar';
  }
  return undefined;
}

function faultOf(statement: unknown): string | undefined {
  if (!isRecord(statement)) return 'a Statement that is not an object';
  const { Effect, Action, NotAction, Resource, NotResource } = statement;
  if (Effect !== 'Allow' && Effect !== 'Deny') return 'an Effect that is neither Allow nor Deny';
  if ((Action === undefined) === (NotAction === undefined)) return 'not exactly one of Action and NotAction';
  if (!isOneOrMany(Action ?? NotAction)) return 'an Action that is not a string';
  if (Resource !== undefined && NotResource !== undefined) return 'both Resource and NotResource';
  const resource = Resource ?? NotResource;
  if (resource === undefined && statement.Principal === undefined) return 'a Statement without Resource';
  if (resource !== undefined && !isOneOrMany(resource)) return 'a Resource that is not a string';
  return checkCondition(statement.Condition);
}

/**
 * Validates a policy document.
 * @throws PolicyError when the value is not a policy document
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parsePolicy(value: unknown): PolicyDocument {
  if (!isRecord(value)) throw new PolicyError('The policy document is not an object.');
  if (value.Statement === undefined) throw new PolicyError('The policy document has no Statement.');
  const statements = Array.isArray(value.Statement) ? value.Statement : [value.Statement];
  for (const statement of statements) {
    const fault = faultOf(statement);
    if (fault !== undefined) throw new PolicyError(`The policy document has ${fault}.`);
  }
  return value as unknown as PolicyDocument;
}
