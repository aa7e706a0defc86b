/** Explains a failed call to a deployed table to the operator. */
import { DependencyUnavailableError } from '../lambda/shared/errors';

/** The table of the failed call. */
export interface DeployedTable {
  readonly tableName: string;
  readonly region: string;
}

/** AWS's error codes for credentials that it rejects. */
const NOT_ACCEPTED = ['ExpiredTokenException', 'InvalidSignatureException', 'UnrecognizedClientException'];

/** Returns an error with what to do, or the error itself if it does not come from AWS or is clear already. */
export function explainAwsError(error: unknown, { tableName, region }: DeployedTable): unknown {
  const text = error instanceof Error ? explain(error) : undefined;
  return text === undefined ? error : new Error(text, { cause: error });

  function explain(fault: Error): string | undefined {
    if (fault.name === 'CredentialsProviderError') {
      return `${fault.message.replace(/\.?$/, '')}: sign in to AWS, or set AWS_PROFILE`;
    }
    if (NOT_ACCEPTED.includes(fault.name))
      return `AWS does not accept your credentials (${fault.name}): sign in again`;
    if (fault.name === 'ResourceNotFoundException') {
      return `The table ${tableName} does not exist in ${region}: use the stack output TableName, and set AWS_REGION to its region`;
    }
    if (fault instanceof DependencyUnavailableError) {
      return `DynamoDB did not respond for the table ${tableName} in ${region}: check that AWS_REGION is its region, or try again later`;
    }
    return undefined;
  }
}
