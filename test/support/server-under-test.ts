/** Which server the suites speak to: the one at `BASE_URL`, or the local run that the test run has started. */
import { readFileSync } from 'node:fs';
import { waitUntil } from './wait-until';

function read(name: string): string {
  const value = process.env[name];
  if (value === undefined)
    throw new Error(`${name} is not set: see CONTRIBUTING.md on how to run this suite`);
  return value;
}

/** The base URL, without a trailing slash. */
export function baseUrl(): string {
  return (process.env.BASE_URL ?? read('TEST_SERVER_ORIGIN')).replace(/\/$/, '');
}

/** An origin whose pages may read the API: `ORIGIN`, or one of the stage that the test run serves. */
export function allowedOrigin(): string {
  return read('ORIGIN');
}

/** Everything that the local run has printed so far. */
export function readServerLog(): string {
  return readFileSync(read('TEST_SERVER_LOG'), 'utf8');
}

/**
 * Waits until the local run has printed a line with the text: what a function prints may arrive after its answer.
 * @returns the first such line
 */
export function findInServerLog(text: string): Promise<string> {
  return waitUntil(() =>
    readServerLog()
      .split('\n')
      .find((printed) => printed.includes(text)),
  );
}

/** The working directory of the local run, where operators' commands find it. */
export function serverFolder(): string {
  return read('TEST_SERVER_FOLDER');
}

/** The folder of the cloud assembly that is served; not to be changed. */
export function assemblyFolder(): string {
  return read('TEST_ASSEMBLY');
}
