/** Functions of an assembly that wait for AWS as long as it takes: a busy machine answers late, and has not failed. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Resource, Resources } from './change-template';

/**
 * What a function loads before its own code. Calls to AWS have no time-outs, so that none is repeated or given up because
 * its answer is late. Waits between two attempts stay: they resolve a promise, and do nothing else.
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

/** As long as Lambda allows, in seconds. */
const LONGEST_TIMEOUT = 900;

/**
 * Lets a function load something before its own code, and gives it all the time that Lambda allows.
 * @param assembly holds the function's asset, which is changed in place
 */
export function loadBefore(assembly: string, { Properties }: Resource, code: string): void {
  const [module, name] = String(Properties.Handler).split('.');
  writeFileSync(
    join(assetOf(assembly, Properties), 'prepared.js'),
    `${code}\nexports.${name} = require('./${module}').${name};\n`,
  );
  Object.assign(Properties, { Handler: `prepared.${name}`, Timeout: LONGEST_TIMEOUT });
}

/** Makes all functions of an assembly patient that answer requests. @param assembly is changed in place */
export function makePatient(assembly: string, resources: Resources): void {
  for (const resource of Object.values(resources)) {
    const { Type, Properties } = resource;
    if (Type !== 'AWS::Lambda::Function' || !existsSync(join(assetOf(assembly, Properties), 'index.js')))
      continue;
    loadBefore(assembly, resource, PATIENCE);
  }
}

function assetOf(assembly: string, { Code }: Resource['Properties']): string {
  return join(assembly, `asset.${String(Code.S3Key).replace(/\.zip$/, '')}`);
}
