/** The answers of the local AWS services, as their JSON protocols write them. */

/** What goes back to the caller. */
export interface AwsAnswer {
  readonly status: number;
  readonly body: string;
}

/** An error that a service answers with. */
export class AwsError extends Error {
  /** The error's shape, such as `ResourceNotFoundException`, with or without a namespace. */
  readonly type: string;
  readonly status: number;

  constructor(type: string, message: string, status = 400) {
    super(message);
    this.name = 'AwsError';
    this.type = type;
    this.status = status;
  }
}

/** Writes an error's answer. */
export function toErrorAnswer({ type, message, status }: AwsError): AwsAnswer {
  return { status, body: JSON.stringify({ __type: type, message }) };
}
