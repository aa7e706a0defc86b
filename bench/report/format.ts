/** Writes measurements as people read them. */
import type { Cell, Goal } from '../section';

/** A number with three significant digits, or whole where it has more before its point. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const magnitude = Math.abs(value);
  if (Number.isInteger(value) || magnitude >= 100) return Math.round(value).toLocaleString('en-GB');
  return value.toFixed(magnitude >= 10 ? 1 : 2);
}

/** A cell of a table; of a sample its median, and its least and greatest value. */
export function formatCell(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') return formatNumber(cell);
  const { median, min, max } = cell;
  return `${formatNumber(median)} (${formatNumber(min)}–${formatNumber(max)})`;
}

/** Whether a goal is met. What could not be measured is missed. */
export function isMet({ measured, comparison, limit }: Goal): boolean {
  return comparison === 'at most' ? measured <= limit : measured >= limit;
}

/** Whether the check lets a goal pass: it is met, or out of reach and no farther from it than is known. */
export function isHeld(goal: Goal): boolean {
  return isMet(goal) || (goal.stead !== undefined && isMet({ ...goal, limit: goal.stead }));
}

/** What became of a goal, in a word or two. */
export function formatVerdict(goal: Goal): string {
  if (isMet(goal)) return 'met';
  if (!isHeld(goal)) return '**missed**';
  return `out of reach; held at ${formatLimit({ ...goal, limit: goal.stead ?? goal.limit })}`;
}

/** What a goal demands, such as `≤ 1.25 ×`. */
export function formatLimit({ comparison, limit, unit }: Goal): string {
  return `${comparison === 'at most' ? '≤' : '≥'} ${formatNumber(limit)} ${unit}`;
}
