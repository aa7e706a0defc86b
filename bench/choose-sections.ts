/** Chooses the sections of the benchmarks to run. */
import { UsageError } from '../bin/usage-error';
import type { BenchOptions } from './options';
import type { Section } from './section';

/**
 * Returns the sections that the command line names, in their own order.
 * @throws UsageError for a name that is not the beginning of any section's name
 */
export function chooseSections(
  sections: readonly Section[],
  { only, untimed }: Pick<BenchOptions, 'only' | 'untimed'>,
): readonly Section[] {
  const unknown = only.find((name) => !sections.some((section) => section.name.startsWith(name)));
  if (unknown !== undefined) {
    const known = sections.map(({ name }) => name).join(', ');
    throw new UsageError(`The section "${unknown}" does not exist: choose one of ${known}`);
  }
  return sections.filter(
    ({ name, timed }) =>
      (only.length === 0 || only.some((beginning) => name.startsWith(beginning))) && !(untimed && timed),
  );
}
