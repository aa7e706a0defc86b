/**
 * Divides the rows between the levels of tests. The default level plays one variant of each attack, and every row that
 * a mutation or docs/peer-vulnerabilities.md names. `npm run test:all` plays the other variants, too, and the rows with
 * `onlyInAll`.
 */
import { subjects } from '../mutations/defences';
import { vulnerabilities } from '../peers/vulnerabilities';
import type { Attack } from './attack';

type Rows = readonly Attack[];
type Groups = Readonly<Record<string, Rows>>;

const others = new Set<Attack>();
const telling = new Set(
  Object.values(subjects)
    .flat()
    .map(({ caughtBy }) => caughtBy.name),
);

/** What a row tests, and the result that it requires. */
function kindOf(row: Attack): string {
  return JSON.stringify([row.requirement, 'expected' in row ? row.expected : undefined]);
}

/**
 * Declares rows to be variants of one attack: those with the same requirements and the same expected result.
 * The first one of them represents the others. Returns the rows unchanged.
 */
export function variants<Row extends Attack>(rows: readonly Row[]): readonly Row[] {
  const kinds = new Set<string>();
  for (const row of rows) {
    const kind = kindOf(row);
    if (kinds.has(kind)) others.add(row);
    kinds.add(kind);
  }
  return rows;
}

/**
 * Keeps the first row of each requirement in the default level, where tests at unit level hold the promises of the
 * others. Only `npm run test:all` plays the others.
 */
export function firstOfEach(rows: readonly Attack[]): readonly Attack[] {
  const known = new Set<string>();
  return rows.map((row) => {
    const kind = row.requirement.join();
    const isFirst = !known.has(kind);
    known.add(kind);
    return isFirst ? row : { ...row, onlyInAll: true };
  });
}

/** Parts of the titles of rows that rule out a vulnerability of another system. */
const ofPeers = Object.values(vulnerabilities)
  .flat()
  .flatMap(({ tests }) => tests.map(({ name }) => name));

const isNamed = ({ attack }: Attack) => telling.has(attack) || ofPeers.some((part) => attack.includes(part));
const isInDefault = (row: Attack) => !(others.has(row) || row.onlyInAll === true) || isNamed(row);

/** Returns the rows of the default level. */
export function inDefault(groups: Groups): Groups {
  return select(groups, isInDefault);
}

/** Returns the rows that only `npm run test:all` plays, the races, and the rows about everything that a run has logged. */
export function inAll(groups: Groups): Groups {
  return select(groups, (row) => !isInDefault(row) || row.isRace === true || row.readsWholeLog === true);
}

function select(groups: Groups, isSelected: (row: Attack) => boolean): Groups {
  const selected = Object.entries(groups).map(([title, rows]) => [title, rows.filter(isSelected)] as const);
  return Object.fromEntries(selected.filter(([, rows]) => rows.length > 0));
}
