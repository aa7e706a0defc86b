/** The mailbox of a run: the latest mails that its functions sent. */
import { randomBytes } from 'node:crypto';
import type { Mail } from './mail';

/** The mails of a run. */
export interface Mailbox {
  add(mail: Mail): void;
  /** Returns the mails, the newest first. */
  list(): readonly Mail[];
  find(id: string): Mail | undefined;
  clear(): void;
  /** Returns a text that changes with every change of the mailbox, and is another one in every run. */
  version(): string;
}

/** The bounds of a mailbox. */
export interface MailboxOptions {
  /** The maximum number of mails. The oldest are removed. @default 500 */
  readonly maxMails?: number;
  /**
   * The maximum total length of their sources, in characters. The newest mail is kept at any length.
   * @default 50,000,000
   */
  readonly maxCharacters?: number;
}

/** Creates an empty mailbox. */
export function createMailbox({ maxMails = 500, maxCharacters = 50_000_000 }: MailboxOptions = {}): Mailbox {
  let mails: readonly Mail[] = [];
  let changes = 0;
  const run = randomBytes(4).toString('hex');
  const change = (next: readonly Mail[]) => {
    mails = next;
    changes += 1;
  };
  return {
    add(mail) {
      let characters = mail.source.length;
      const kept = mails.slice(0, maxMails - 1);
      const firstTooOld = kept.findIndex(({ source }) => {
        characters += source.length;
        return characters > maxCharacters;
      });
      change([mail, ...(firstTooOld < 0 ? kept : kept.slice(0, firstTooOld))]);
    },
    list: () => mails,
    find: (id) => mails.find((mail) => mail.id === id),
    clear: () => change([]),
    version: () => `${run}-${changes}`,
  };
}
