/** Compiles policy documents on first use and caches the result. */
import { type CompiledStatement, compileStatement } from './compile-statement';
import type { PolicyDocument } from './policy';

const compiled = new WeakMap<PolicyDocument, readonly CompiledStatement[]>();

/** Returns the compiled statements of a document. The document must not change afterwards. */
export function compilePolicy(policy: PolicyDocument): readonly CompiledStatement[] {
  const known = compiled.get(policy);
  if (known !== undefined) return known;
  const statements = [policy.Statement]
    .flat()
    .map((statement) => compileStatement(statement, policy.Version));
  compiled.set(policy, statements);
  return statements;
}
