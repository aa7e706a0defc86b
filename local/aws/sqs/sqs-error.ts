/** The errors of SQS, with the codes that its former query protocol used. */
import { AwsError } from '../answer';

/** The namespace of the errors that SQS itself defines. */
const MODELLED = 'com.amazonaws.sqs#';
const COMMON = 'com.amazon.coral.service#';

/**
 * Codes of the query protocol that differ from the name of the error. SDKs still show them.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html
 */
const QUERY_CODES: ReadonlyMap<string, string> = new Map([
  ['QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue'],
  ...[
    'BatchEntryIdsNotDistinct',
    'BatchRequestTooLong',
    'EmptyBatchRequest',
    'InvalidBatchEntryId',
    'MessageNotInflight',
    'TooManyEntriesInBatchRequest',
    'UnsupportedOperation',
  ].map((name): [string, string] => [name, `AWS.SimpleQueueService.${name}`]),
  ['UnknownOperationException', 'InvalidAction'],
]);

/** Creates an error that SQS's model defines, such as `QueueDoesNotExist`. */
export function sqsError(name: string, message: string, status = 400): AwsError {
  return new AwsError(MODELLED + name, message, status);
}

/** @param reason a sentence about the value */
export function invalidValue(reason: string): AwsError {
  return new AwsError(`${COMMON}InvalidParameterValueException`, reason);
}

/** Creates the error for an absent parameter. */
export function missingParameter(name: string): AwsError {
  return new AwsError(
    `${COMMON}MissingParameterException`,
    `The request must contain the parameter ${name}.`,
  );
}

/** Creates the error for a parameter that has a wrong type. */
export function wrongType(name: string): AwsError {
  return new AwsError(`${COMMON}SerializationException`, `The parameter ${name} has a wrong type.`);
}

/** Returns an error's code in the query protocol, such as `InvalidParameterValue`. */
export function queryCodeOf({ type }: Pick<AwsError, 'type'>): string {
  const name = type.slice(type.indexOf('#') + 1);
  return QUERY_CODES.get(name) ?? name.replace(/Exception$/, '');
}
