/** Renders the result of a load test. */
import { formatNumber } from '../report/format';
import { renderTable } from '../report/render-table';
import type { Tally } from './tally';

/** Renders percentiles, failures, and the memory if it is known. */
export function renderReport(
  tally: Tally,
  { seconds, memory }: { readonly seconds: number; readonly memory: readonly number[] },
): string {
  const times = renderTable(
    ['Request', 'count', 'p50, ms', 'p90, ms', 'p99, ms', 'max, ms'],
    tally
      .summaries()
      .map(({ action, count, p50, p90, p99, max }) => [
        action,
        ...[count, p50, p90, p99, max].map(formatNumber),
      ]),
  );
  const failures = tally.failures();
  const errors =
    failures.length === 0
      ? 'All requests succeeded.'
      : renderTable(
          ['Request', 'answer', 'count', ''],
          failures.map(({ action, result, count, expected }) => [
            action,
            String(result),
            formatNumber(count),
            expected ? 'expected' : '**unexpected**',
          ]),
        );
  const rate = `${formatNumber(tally.count())} requests in ${formatNumber(seconds)} s, ${formatNumber(tally.count() / seconds)} a second.`;
  return [rate, times, errors, ...describeMemory(memory)].join('\n\n');
}

/** Describes the growth of memory. The first samples are skipped, because the process still warms up. */
function describeMemory(samples: readonly number[]): string[] {
  const [first, last] = [samples[Math.floor(samples.length / 4)], samples.at(-1)];
  if (first === undefined || last === undefined) return [];
  const peak = Math.max(...samples);
  return [
    `Memory of the local run: ${formatNumber(first)} MB after a quarter of the time, ${formatNumber(last)} MB at the end, ${formatNumber(peak)} MB at most.`,
  ];
}
