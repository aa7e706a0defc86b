/** A clock of a function that only the test moves: it stands still, however long requests take. */
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Resource } from '../support/change-template';

/** The clock. */
export interface StoppedClock {
  /** Epoch milliseconds. */
  now(): number;
  advance(milliseconds: number): void;
}

/**
 * What the function loads before its own code. Calls to AWS have no time-outs, so that the SDK repeats none because a busy
 * machine answers late. Waits between two attempts stay: they resolve a promise, and do nothing else.
 */
const prelude = (file: string) => `
const { readFileSync } = require('node:fs');
const { Socket } = require('node:net');
Date.now = () => Number(readFileSync(${JSON.stringify(file)}, 'utf8'));
const startTimer = setTimeout;
const isWait = (act) => Function.prototype.toString.call(act).includes('[native code]');
setTimeout = (act, delay, ...rest) => startTimer(act, isWait(act) ? delay : 2 ** 31 - 1, ...rest);
AbortSignal.timeout = () => new AbortController().signal;
Socket.prototype.setTimeout = function () {
  return this;
};
`;

/** Stops the clock of a function. @param assembly holds the function's asset, which is changed in place */
export function stopClock(assembly: string, { Properties }: Resource): StoppedClock {
  const [module, name] = String(Properties.Handler).split('.');
  const asset = join(assembly, `asset.${String(Properties.Code.S3Key).replace(/\.zip$/, '')}`);
  const file = join(assembly, 'stopped-clock');
  let time = Date.now();
  const write = () => {
    writeFileSync(`${file}.new`, String(time));
    renameSync(`${file}.new`, file);
  };
  write();
  writeFileSync(
    join(asset, 'stopped.js'),
    `${prelude(file)}\nexports.handler = require('./${module}').${name};\n`,
  );
  Object.assign(Properties, { Handler: 'stopped.handler', Timeout: 900 });
  return {
    now: () => time,
    advance(milliseconds) {
      time += milliseconds;
      write();
    },
  };
}
