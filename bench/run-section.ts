/** Runs one section of the benchmarks. A failure does not affect the others. */
import type { Bench, Findings, Section } from './section';

/** The findings of a section, or the reason why there are none. */
export type Outcome =
  | { readonly kind: 'found'; readonly findings: Findings }
  | { readonly kind: 'failed'; readonly reason: string };

/**
 * Runs a section.
 * @param place for example `3 of 14`
 */
export async function runSection(section: Section, bench: Bench, place: string): Promise<Outcome> {
  const started = performance.now();
  const minutes = () => ((performance.now() - started) / 60_000).toFixed(1);
  bench.say(`section ${place}: ${section.title} (${section.name}) …`);
  try {
    const findings = await section.run(bench);
    bench.say(`section ${place}: done in ${minutes()} min`);
    return { kind: 'found', findings };
  } catch (error) {
    bench.say(`section ${place}: failed after ${minutes()} min`);
    return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}
