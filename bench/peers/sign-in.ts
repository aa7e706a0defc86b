/** A sign-in reduced to its AWS calls and its hash. The cost of our own code comes on top. */
import {
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { GenerateMacCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
import argon2 from 'argon2';

const dynamo = new DynamoDBClient({});
const kms = new KMSClient({});

/** The calls of one sign-in, in their order, and the hash that the password is verified against. */
export interface AccountPlan {
  /** For example `dynamodb:GetItem`. Inputs are in the service's JSON. */
  readonly calls: readonly { readonly action: string; readonly input: Readonly<Record<string, unknown>> }[];
  readonly hash: string;
  readonly password: string;
}

type Input = Readonly<Record<string, never>>;

const bytes = (text: unknown) => Buffer.from(String(text), 'base64');

const operations: Readonly<Record<string, (input: Input) => Promise<unknown>>> = {
  'dynamodb:DeleteItem': (input) => dynamo.send(new DeleteItemCommand(input as never)),
  'dynamodb:GetItem': (input) => dynamo.send(new GetItemCommand(input as never)),
  'dynamodb:PutItem': (input) => dynamo.send(new PutItemCommand(input as never)),
  'dynamodb:Query': (input) => dynamo.send(new QueryCommand(input as never)),
  'dynamodb:UpdateItem': (input) => dynamo.send(new UpdateItemCommand(input as never)),
  'kms:GenerateMac': (input) =>
    kms.send(new GenerateMacCommand({ ...(input as object), Message: bytes(input.Message) } as never)),
  'kms:Sign': (input) =>
    kms.send(new SignCommand({ ...(input as object), Message: bytes(input.Message) } as never)),
};

export async function handler({ calls, hash, password }: AccountPlan) {
  for (const { action, input } of calls) {
    const operation = operations[action];
    if (operation === undefined) throw new Error(`The peer cannot make the call ${action}`);
    await operation(input as Input);
  }
  if (!(await argon2.verify(hash, password))) throw new Error('The password is wrong');
  return { statusCode: 201 };
}
