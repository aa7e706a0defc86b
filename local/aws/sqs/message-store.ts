/**
 * Stores the messages of all queues of a run, in memory and in files that only their owner can read. The
 * queues of a changed assembly keep their messages by name.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writePrivately } from '../../state/write-privately';
import { makePrivateFolder } from '../../support/private-folder';
import { StartError } from '../../support/start-error';
import type { Message } from './message';

/** The messages of one queue. */
export interface MessageBox {
  /** In the order in which they were sent. */
  list(): Iterable<Message>;
  find(id: string): Message | undefined;
  /** Adds or replaces a message. It is stored when this returns. */
  put(message: Message): void;
  remove(id: string): void;
  /**
   * Calls the listener after each change by which a consumer could receive a message.
   * @returns a function that ends this
   */
  onChange(listener: () => void): () => void;
}

/** The messages of a run. */
export interface MessageStore {
  /**
   * Returns the messages of a queue.
   * @param queueName is used as the name of a folder
   * @throws StartError when stored messages cannot be read
   */
  boxOf(queueName: string): MessageBox;
  /** Calls every listener, after a turn of the clock. */
  wake(): void;
}

const FILE = /^[0-9a-f-]{36}\.json$/;

/**
 * Opens the store. It creates nothing until a queue is opened.
 * @param folder absolute path; undefined keeps messages in memory only
 */
export function openMessageStore(folder: string | undefined): MessageStore {
  const boxes = new Map<string, { readonly box: MessageBox; notify(): void }>();
  return {
    boxOf: (queueName) => {
      const known = boxes.get(queueName) ?? openBox(folder && join(folder, queueName));
      boxes.set(queueName, known);
      return known.box;
    },
    wake: () => {
      for (const { notify } of boxes.values()) notify();
    },
  };
}

function openBox(folder: string | undefined): { readonly box: MessageBox; notify(): void } {
  const messages = new Map(
    (folder === undefined ? [] : readAll(folder)).map((stored) => [stored.id, stored]),
  );
  const listeners = new Set<() => void>();
  const fileOf = (id: string) => folder && join(folder, `${id}.json`);
  const notify = () => {
    for (const listener of [...listeners]) listener();
  };
  const box: MessageBox = {
    list: () => messages.values(),
    find: (id) => messages.get(id),
    put(message) {
      const file = fileOf(message.id);
      if (file !== undefined) writePrivately(file, JSON.stringify(message));
      messages.set(message.id, message);
      notify();
    },
    remove(id) {
      const file = fileOf(id);
      if (file !== undefined) rmSync(file, { force: true });
      messages.delete(id);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return { box, notify };
}

/** Reads the messages of a folder, and creates the folder if needed. */
function readAll(folder: string): readonly Message[] {
  makePrivateFolder(folder);
  try {
    return readdirSync(folder)
      .filter((name) => FILE.test(name))
      .map((name): Message => JSON.parse(readFileSync(join(folder, name), 'utf8')))
      .sort((one, other) => one.sentAt - other.sentAt);
  } catch (error) {
    throw new StartError(
      `The messages under ${folder} cannot be read. Pass --fresh to start with empty queues and tables, and new keys.`,
      { cause: error },
    );
  }
}
