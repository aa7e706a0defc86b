/** The error of an assembly that cannot be served: all of its problems at once. */

/** Thrown at start when an assembly cannot be served. */
export class AssemblyError extends Error {
  /** One line for each problem, with what to do about it. */
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
