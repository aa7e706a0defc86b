/**
 * Makes an assembly's functions wait for AWS without timeouts: on a busy machine a late response is not a
 * failure.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Resource, Resources } from './change-template';

/**
 * Code that a function loads before its own. It removes the timeouts of AWS calls, so that a late response
 * does not cause a retry or a failure. Waits between attempts stay: they only resolve a promise.
 */
export const PATIENCE = `
const startTimer = setTimeout;
const isWait = (act) => Function.prototype.toString.call(act).includes('[native code]');
setTimeout = (act, delay, ...rest) => startTimer(act, isWait(act) ? delay : 2 ** 31 - 1, ...rest);
AbortSignal.timeout = () => new AbortController().signal;
require('node:net').Socket.prototype.setTimeout = function () {
  return this;
};
`;

/** Lambda's maximum, in seconds. */
const LONGEST_TIMEOUT = 900;

/**
 * Makes a function load code before its own, and gives it the longest timeout of Lambda.
 * @param assembly contains the function's asset, which is changed in place
 */
export function loadBefore(assembly: string, { Properties }: Resource, code: string): void {
  const [module, name] = String(Properties.Handler).split('.');
  writeFileSync(
    join(assetOf(assembly, Properties), 'prepared.js'),
    `${code}\nexports.${name} = require('./${module}').${name};\n`,
  );
  Object.assign(Properties, { Handler: `prepared.${name}`, Timeout: LONGEST_TIMEOUT });
}

/**
 * Makes all functions of an assembly that answer requests or read queues patient.
 * @param assembly is changed in place
 */
export function makePatient(assembly: string, resources: Resources): void {
  for (const resource of Object.values(resources)) {
    const { Type, Properties } = resource;
    // AWS refuses a source whose queue shows a message again before its function has timed out
    if (Type === 'AWS::SQS::Queue') Properties.VisibilityTimeout = LONGEST_TIMEOUT;
    if (Type !== 'AWS::Lambda::Function' || !existsSync(join(assetOf(assembly, Properties), 'index.js')))
      continue;
    loadBefore(assembly, resource, PATIENCE);
  }
}

function assetOf(assembly: string, { Code }: Resource['Properties']): string {
  return join(assembly, `asset.${String(Code.S3Key).replace(/\.zip$/, '')}`);
}
