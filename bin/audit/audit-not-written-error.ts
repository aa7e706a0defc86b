/** The error for an audit event that cannot be written. */
import { AwsCallError } from '../../lambda/shared/aws/aws-call-error';

/** Thrown before any change, if an audit event cannot be written. The message says what to do. */
export class AuditNotWrittenError extends Error {
  constructor(logGroup: string, cause: unknown) {
    super(`Stopped, since the audit event was not written to the log group ${logGroup}: ${explain(cause)}`, {
      cause,
    });
    this.name = 'AuditNotWrittenError';
  }
}

function explain(cause: unknown): string {
  if (!(cause instanceof AwsCallError)) return explainError(cause);
  const { operation, kind, reason } = cause;
  // every identity may call GetCallerIdentity
  const isAccepted = !operation.startsWith('sts:') && reason === 'AccessDeniedException';
  if (kind === 'denied' && !isAccepted) {
    return `AWS does not accept your credentials (${operation}: ${reason}); sign in again`;
  }
  if (kind === 'denied') {
    return `you lack the right ${operation} on it; commands need logs:CreateLogStream and logs:PutLogEvents`;
  }
  if (kind === 'not-found') {
    return 'it does not exist in this region; give --log-group the stack output AuthLogGroupName';
  }
  return cause.message;
}

function explainError(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unknown error';
  const [line = ''] = cause.message.split('\n');
  return cause.name === 'CredentialsProviderError'
    ? `${line.replace(/\.?$/, '')}; sign in to AWS, or set AWS_PROFILE`
    : line;
}
