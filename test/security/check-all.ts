/** Runs the self-checks of all functions of an assembly, each under its synthesized role. */
import { type DirectFunctions, startDirectFunctions } from '../support/direct-invocation';

/** The functions with a self-check. */
export const NAMES = ['AuthorizerHandler', 'AuthHandler', 'FooHandler', 'DiscoveryHandler'];
/** The event that requests a self-check. */
export const event = { selfCheck: true };

/** Starts all functions of an assembly, and runs the self-check of each. */
export async function checkAll(assembly: string, look?: (functions: DirectFunctions) => void) {
  const functions = await startDirectFunctions(assembly);
  try {
    const answers: Record<string, Record<string, boolean>> = {};
    for (const name of NAMES)
      answers[name] = (await functions.invoke(name, event)) as Record<string, boolean>;
    look?.(functions);
    return answers;
  } finally {
    await functions.close();
  }
}

/** Returns the failed checks, with their functions. */
export const failuresOf = (answers: Record<string, Record<string, boolean>>) =>
  Object.entries(answers).flatMap(([name, checks]) =>
    Object.entries(checks).flatMap(([check, passed]) => (passed ? [] : [`${name}: ${check}`])),
  );
