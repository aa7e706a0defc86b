/** The mails that served mixes send, without a wait for one that never arrives. */
import type { AwsCall } from '../../local/aws/call';
import type { InvocationTrace } from '../../local/functions/invocation-trace';
import { createMailbox, type Mailbox } from '../../local/mail/mailbox';
import { isSentTo, type ShownMail, showMail } from '../../local/pages/mail/show-mail';
import { waitUntil } from '../support/wait-until';

/** The mails of served mixes. */
export interface Inbox {
  /** Waits until each queued message was delivered to its function at least once. */
  settle(): Promise<void>;
  /** Leaves all mails up to now out of `list`. */
  startAnew(): void;
  /** Returns the mails to an address, the newest first. */
  list(address: string): readonly ShownMail[];
}

/** An inbox, and the parts that learn of messages and mails. */
export interface ServedInbox extends Inbox {
  readonly mailbox: Mailbox;
  noteCall(call: Pick<AwsCall, 'action' | 'decision'>): void;
  noteInvocation(trace: Pick<InvocationTrace, 'unit' | 'records'>): void;
  /** Learns that a function receives no messages. */
  noteRejection(): void;
}

/** Creates an empty inbox. */
export function createInbox(): ServedInbox {
  const mailbox = createMailbox();
  let queued = 0;
  let delivered = 0;
  let isRejected = false;
  return {
    mailbox,
    noteCall({ action, decision }) {
      if (action === 'sqs:SendMessage' && decision === 'allowed') queued += 1;
    },
    noteInvocation({ unit, records }) {
      if (unit === 'message') delivered += records;
    },
    noteRejection() {
      isRejected = true;
    },
    async settle() {
      await waitUntil(() => isRejected || delivered >= queued);
    },
    startAnew: mailbox.clear,
    list: (address) =>
      mailbox
        .list()
        .filter((mail) => isSentTo(mail, address))
        .map(showMail),
  };
}
