/** Runs the self-checks of all functions of an assembly, each under its synthesized role. */
import { type DirectFunctions, startDirectFunctions } from '../support/direct-invocation';

/** The functions with a self-check. */
export const NAMES = [
  'AuthorizerHandler',
  'AuthHandler',
  'FooHandler',
  'DiscoveryHandler',
  'MailHandler',
  'MailFeedbackHandler',
  'FactorsHandler',
];
/** The event that requests a self-check. */
export const event = { selfCheck: true };

/** The results of the checks, by function. */
export type Answers = Readonly<Record<string, Readonly<Record<string, boolean>>>>;

/** Runs the self-check of each function. */
export async function checkFunctions({ invoke }: DirectFunctions): Promise<Answers> {
  const answers: Record<string, Record<string, boolean>> = {};
  for (const name of NAMES) answers[name] = (await invoke(name, event)) as Record<string, boolean>;
  return answers;
}

/** Starts all functions of an assembly, and runs the self-check of each. */
export async function checkAll(assembly: string): Promise<Answers> {
  const functions = await startDirectFunctions(assembly);
  return checkFunctions(functions).finally(() => functions.close());
}

/** Returns the failed checks, with their functions. */
export const failuresOf = (answers: Answers) =>
  Object.entries(answers).flatMap(([name, checks]) =>
    Object.entries(checks).flatMap(([check, passed]) => (passed ? [] : [`${name}: ${check}`])),
  );
