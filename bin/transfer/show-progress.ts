/** Shows the progress of a command: as a bar on a terminal, otherwise as a line every few seconds. */

/** The stream on which progress is shown. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** The progress of a command. */
export interface ProgressState {
  readonly users: number;
  /** The completed part of `total`, in any unit. */
  readonly done: number;
  /** The total; 0 if unknown. */
  readonly total: number;
}

/** A display of progress. */
export interface ProgressDisplay {
  show(state: ProgressState): void;
  /** Clears the bar. */
  end(): void;
}

const WIDTH = 30;
const BAR_MS = 100;
const LINE_MS = 5_000;

/** Creates a display. @param now returns milliseconds @param quietMillis the time before a terminal shows the first bar */
export function createProgressDisplay(
  stream: ProgressStream,
  now: () => number,
  quietMillis = 0,
): ProgressDisplay {
  const interval = stream.isTTY ? BAR_MS : LINE_MS;
  // a command that ends within the first interval shows no line
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

/** Returns the completed share, at most 1, because the total may be an estimate. */
function shareOf({ done, total }: ProgressState): number {
  return total > 0 ? Math.min(1, done / total) : 0;
}
