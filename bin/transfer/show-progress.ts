/** Shows how far a command has come: a bar on a terminal, now and then a line elsewhere. */

/** Where it is shown. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** How far a command has come. */
export interface ProgressState {
  readonly users: number;
  /** How much is done of `total`, in any unit. */
  readonly done: number;
  /** 0: nobody knows. */
  readonly total: number;
}

/** What shows it. */
export interface ProgressDisplay {
  show(state: ProgressState): void;
  /** Leaves the line of the bar. */
  end(): void;
}

const WIDTH = 30;
const BAR_MS = 100;
const LINE_MS = 5_000;

/** Makes a display. @param now milliseconds @param quietMillis before the first bar of a terminal */
export function createProgressDisplay(
  stream: ProgressStream,
  now: () => number,
  quietMillis = 0,
): ProgressDisplay {
  const interval = stream.isTTY ? BAR_MS : LINE_MS;
  // an end within the first interval needs no line
  let shownAt = stream.isTTY ? now() + quietMillis - BAR_MS : now();
  let isOpen = false;
  return {
    show(state) {
      if (now() - shownAt < interval) return;
      shownAt = now();
      isOpen = stream.isTTY === true;
      stream.write(stream.isTTY ? `\r${describeBar(state)}\u001B[K` : `${describe(state)}\n`);
    },
    end() {
      if (isOpen) stream.write('\r\u001B[K');
      isOpen = false;
    },
  };
}

function describeBar(state: ProgressState): string {
  const filled = Math.round(shareOf(state) * WIDTH);
  return `[${'#'.repeat(filled)}${' '.repeat(WIDTH - filled)}] ${describe(state)}`;
}

function describe(state: ProgressState): string {
  const percent = state.total > 0 ? `${Math.floor(shareOf(state) * 100)} %, ` : '';
  return `${percent}${state.users} users`;
}

/** The total may be an estimate. */
function shareOf({ done, total }: ProgressState): number {
  return total > 0 ? Math.min(1, done / total) : 0;
}
