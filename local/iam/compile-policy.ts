/** Policy documents, compiled at their first use and kept. */
import { type CompiledStatement, compileStatement } from './compile-statement';
import type { PolicyDocument } from './policy';

const compiled = new WeakMap<PolicyDocument, readonly CompiledStatement[]>();

/** The statements of a document, ready to be asked; the document must not be changed afterwards. */
export function compilePolicy(policy: PolicyDocument): readonly CompiledStatement[] {
  const known = compiled.get(policy);
  if (known !== undefined) return known;
  const statements = [policy.Statement]
    .flat()
    .map((statement) => compileStatement(statement, policy.Version));
  compiled.set(policy, statements);
  return statements;
}
