/** The error for an assembly that cannot be served. It contains all problems. */

/** Thrown at start when an assembly cannot be served. */
export class AssemblyError extends Error {
  /** One line for each problem, with a solution. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      problems.length === 1
        ? `${problems[0]}`
        : `The assembly has ${problems.length} problems:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    );
    this.name = 'AssemblyError';
    this.problems = problems;
  }
}
