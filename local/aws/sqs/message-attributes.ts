/** Message attributes: their validation and the digest that SDKs compare. */
import { createHash } from 'node:crypto';
import type { AwsInput } from '../service';
import type { MessageAttribute } from './message';
import { objectIn, requiredTextIn, textIn } from './read-parameters';
import { invalidValue } from './sqs-error';

/** The limits of a message's attributes. */
const MAX_ATTRIBUTES = 10;
const NAME = /^(?!aws\.|amazon\.|\.)(?!.*\.\.)(?!.*\.$)[A-Za-z0-9_.-]{1,256}$/i;
const DATA_TYPE = /^(String|Number|Binary)(\.[^.].{0,248})?$/;

type Attributes = Readonly<Record<string, MessageAttribute>>;

/**
 * Reads `MessageAttributes`.
 * @throws AwsError when one is invalid
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 */
export function readAttributes(input: AwsInput): Attributes {
  const given = objectIn(input, 'MessageAttributes');
  const names = Object.keys(given);
  if (names.length > MAX_ATTRIBUTES) {
    throw invalidValue(`Number of message attributes [${names.length}] exceeds the allowed maximum [10].`);
  }
  return Object.fromEntries(names.map((name) => [name, readAttribute(name, objectIn(given, name))]));
}

function readAttribute(name: string, given: AwsInput): MessageAttribute {
  if (!NAME.test(name)) throw invalidValue('The name of a message attribute is not valid.');
  const type = requiredTextIn(given, 'DataType');
  if (!DATA_TYPE.test(type)) throw invalidValue('The type of a message attribute is not valid.');
  const member = type.startsWith('Binary') ? 'BinaryValue' : 'StringValue';
  const value = textIn(given, member);
  if (value === undefined || value === '') {
    throw invalidValue(`The message attribute must contain a ${member} for its type.`);
  }
  return { DataType: type, [member]: value };
}

/** Returns the bytes that attributes add to a message's size. */
export function sizeOfAttributes(attributes: Attributes): number {
  return Object.entries(attributes).reduce(
    (sum, [name, attribute]) =>
      sum + Buffer.byteLength(name) + Buffer.byteLength(attribute.DataType) + bytesOf(attribute).length,
    0,
  );
}

/**
 * Returns the digest in hexadecimal; undefined without attributes.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation
 */
export function digestAttributes(attributes: Attributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash('md5');
  const add = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const name of names) {
    const attribute = attributes[name];
    if (attribute === undefined) continue;
    add(Buffer.from(name));
    add(Buffer.from(attribute.DataType));
    // One byte names the kind of the value.
    hash.update(Buffer.from([attribute.BinaryValue === undefined ? 1 : 2]));
    add(bytesOf(attribute));
  }
  return hash.digest('hex');
}

function bytesOf({ StringValue = '', BinaryValue }: MessageAttribute): Buffer {
  return BinaryValue === undefined ? Buffer.from(StringValue) : Buffer.from(BinaryValue, 'base64');
}

/** Returns the MD5 of a text in hexadecimal, which SDKs compare to detect errors of transmission. */
export function digestText(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
