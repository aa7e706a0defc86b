/** Formats measurements for readers. */
import type { Cell, Goal } from '../section';

/** Formats a number with three significant digits, or as a whole number if that has more digits. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const magnitude = Math.abs(value);
  if (Number.isInteger(value) || magnitude >= 100) return Math.round(value).toLocaleString('en-GB');
  return value.toFixed(magnitude >= 10 ? 1 : 2);
}

/** Formats a cell of a table. A sample becomes its median, minimum and maximum. */
export function formatCell(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') return formatNumber(cell);
  const { median, min, max } = cell;
  return `${formatNumber(median)} (${formatNumber(min)}–${formatNumber(max)})`;
}

/** Whether a goal is met. A goal without a measurement is missed. */
export function isMet({ measured, comparison, limit }: Goal): boolean {
  return comparison === 'at most' ? measured <= limit : measured >= limit;
}

/** Whether the check passes a goal: it is met, or it is unreachable and its fallback limit holds. */
export function isHeld(goal: Goal): boolean {
  return isMet(goal) || (goal.stead !== undefined && isMet({ ...goal, limit: goal.stead }));
}

/** Returns the verdict on a goal, in a word or two. */
export function formatVerdict(goal: Goal): string {
  if (isMet(goal)) return 'met';
  if (!isHeld(goal)) return '**missed**';
  return `out of reach; held at ${formatLimit({ ...goal, limit: goal.stead ?? goal.limit })}`;
}

/** Returns a goal's limit, such as `≤ 1.25 ×`. */
export function formatLimit({ comparison, limit, unit }: Goal): string {
  return `${comparison === 'at most' ? '≤' : '≥'} ${formatNumber(limit)} ${unit}`;
}
