/** Collects the notices that operations report, until the function sends them. */
import type { DueNotice, Notify } from './notify';

/** The notices of the present request. */
export interface CollectedNotices {
  readonly notify: Notify;
  /** Returns the notices so far, once. */
  take(): readonly DueNotice[];
}

/** @param sent the kinds that the stage sends, in one text: no name is part of another. All others are dropped. */
export function collectNotices(sent: string): CollectedNotices {
  // an instance serves one request at a time
  const due: DueNotice[] = [];
  return {
    notify: (notice, account) => {
      if (sent.includes(notice)) due.push({ notice, account });
    },
    take: () => due.splice(0),
  };
}
