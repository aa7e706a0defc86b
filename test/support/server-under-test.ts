/** The server under test: the one at `BASE_URL`, or the local run that the test run started. */
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

/** Returns an origin whose pages may read the API: `ORIGIN`, or one of the served stage. */
export function allowedOrigin(): string {
  return read('ORIGIN');
}

/** Returns the local run's output so far. */
export function readServerLog(): string {
  return readFileSync(read('TEST_SERVER_LOG'), 'utf8');
}

/**
 * Waits until the local run has printed a line with the text. A function's output may arrive after its
 * response.
 * @returns the first such line
 */
export function findInServerLog(text: string): Promise<string> {
  return waitUntil(() =>
    readServerLog()
      .split('\n')
      .find((printed) => printed.includes(text)),
  );
}

/** Returns the working directory of the local run, in which operators' commands find it. */
export function serverFolder(): string {
  return read('TEST_SERVER_FOLDER');
}

/** Returns the folder of the served cloud assembly, which must not be changed. */
export function assemblyFolder(): string {
  return read('TEST_ASSEMBLY');
}
