/** The local DynamoDB as a service of the AWS endpoint. */
import { AwsError } from '../answer';
import type { AwsService } from '../service';
import { listAccess, type TableScope } from './list-access';
import { tableNameOf } from './read-input';
import type { DynamoStore } from './store';

/** @param scope the tables of the app, which the permissions refer to */
export function createDynamoDb(store: DynamoStore, scope: TableScope): AwsService {
  return {
    target: 'DynamoDB_20120810',
    contentType: 'application/x-amz-json-1.0',
    commonErrorPrefix: 'com.amazon.coral.service#',
    listAccess: (operation, input) => {
      if (!store.operations.has(operation)) {
        throw new AwsError(
          'com.amazon.coral.service#UnknownOperationException',
          `The local DynamoDB does not implement ${operation}.`,
        );
      }
      return listAccess(operation, input, scope);
    },
    perform: (operation, input) =>
      store.perform(
        operation,
        input.TableName === undefined ? input : { ...input, TableName: tableNameOf(input.TableName) },
      ),
  };
}
