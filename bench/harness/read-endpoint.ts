/**
 * Reads the address of a local run's tables, from the file that the run keeps for its developer's commands.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EndpointFile } from '../../local/state/endpoint-file';

/** A local run's tables. */
export interface TableAccess {
  readonly tableName: string;
  /** Variables with which an SDK reaches them, as the developer and not as a function. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Reads the file of a run.
 * @param project its working directory
 * @throws Error when the file does not exist
 */
export function readEndpoint(project: string, pid: number): TableAccess {
  const file = join(project, '.local', 'endpoints', `${pid}.json`);
  const { endpoint, accessKeyId, secretAccessKey, tables }: EndpointFile = JSON.parse(
    readFileSync(file, 'utf8'),
  );
  return {
    tableName: Object.values(tables)[0] ?? '',
    environment: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    },
  };
}
