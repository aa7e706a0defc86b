/** The kinds of environment variables. */

/** One environment variable: its name, and how its value is formatted and parsed. */
export interface Variable<Value> {
  readonly name: string;
  /**
   * Whether the environment lacks the variable if its value is empty, so that a feature that is off leaves no trace.
   * @default false
   */
  readonly isOptional?: true;
  format(value: Value): string;
  /** Returns undefined for a text that is not a value of this kind. */
  parse(text: string): Value | undefined;
}

export const text = (name: string): Variable<string> => ({
  name,
  format: (value) => value,
  parse: (value) => (value === '' ? undefined : value),
});

/** A text that may be empty. A function's environment lacks an empty one. */
export const optionalText = (name: string): Variable<string> => ({
  name,
  isOptional: true,
  format: (value) => value,
  parse: (value) => value,
});

export const integer = (name: string): Variable<number> => ({
  name,
  format: String,
  parse: (value) => (/^(0|[1-9]\d{0,14})$/.test(value) ? Number(value) : undefined),
});

/** A comma-separated list, which may be empty. No entry may contain a comma. */
export const optionalList = (name: string): Variable<readonly string[]> => ({
  name,
  format: (values) => values.join(','),
  parse: (value) => (value === '' ? [] : value.split(',')),
});

/** The same, but a function's environment lacks an empty one. */
export const absentList = (name: string): Variable<readonly string[]> => ({
  ...optionalList(name),
  isOptional: true,
});

/** A comma-separated list with at least one entry. No entry may contain a comma. */
export const list = (name: string): Variable<readonly string[]> => ({
  name,
  format: (values) => values.join(','),
  parse: (value) => {
    const entries = value.split(',');
    return entries.every((entry) => entry !== '') ? entries : undefined;
  },
});

/** A comma-separated list, which may be empty, of known values. */
export const choices = <Value extends string>(
  name: string,
  known: readonly Value[],
): Variable<readonly Value[]> => ({
  name,
  format: (values) => values.join(','),
  parse: (value) => {
    const entries = value === '' ? [] : value.split(',');
    const found = known.filter((candidate) => entries.includes(candidate));
    return found.length === entries.length ? found : undefined;
  },
});

export const choice = <Value extends string>(name: string, ...values: readonly Value[]): Variable<Value> => ({
  name,
  format: (value) => value,
  parse: (value) => values.find((known) => known === value),
});

/** The cost parameters of argon2id. */
interface Argon2Parameters {
  readonly memoryKib: number;
  readonly iterations: number;
  readonly parallelism: number;
}

/** A comma-separated list of `m:t:p`, which may be empty. */
export const argon2List = (name: string): Variable<readonly Argon2Parameters[]> => ({
  name,
  format: (values) =>
    values
      .map(({ memoryKib, iterations, parallelism }) => [memoryKib, iterations, parallelism].join(':'))
      .join(','),
  parse: (value) => {
    if (value === '') return [];
    const entries = value.split(',');
    if (!entries.every((entry) => /^\d{1,8}:\d{1,4}:\d{1,2}$/.test(entry))) return undefined;
    return entries.map((entry) => {
      const [memoryKib = 0, iterations = 0, parallelism = 0] = entry.split(':').map(Number);
      return { memoryKib, iterations, parallelism };
    });
  },
});
