/** The foo function: the protected example resource, the one to copy for your own. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { v7 as uuidv7 } from 'uuid';
import { parseEnvironment } from '../parse-environment';
import { created, ok } from '../shared/http/answer';
import { createDispatcher } from '../shared/http/dispatcher';
import { clientOptions } from '../shared/sdk/client-options';
import { fooVariables } from '../variables/foo';
import { fooBodies } from './bodies';
import { createFoo } from './create-foo';
import { createDynamoFooCounts } from './foo-counts';
import { createDynamoFoos } from './foos';
import { getFoo } from './get-foo';
import { createDynamoIdempotencyKeys } from './idempotency-keys';
import { listFoos } from './list-foos';

const environment = parseEnvironment(fooVariables, process.env);
const dynamo = new DynamoDBClient(clientOptions);

const dependencies = {
  foos: createDynamoFoos(dynamo, environment.tableName),
  counts: createDynamoFooCounts(dynamo, environment.tableName),
  maxFoosPerUser: environment.maxFoosPerUser,
  idempotencyKeys: createDynamoIdempotencyKeys(dynamo, environment.tableName),
  now: Date.now,
  newId: () => uuidv7(),
};

const create = createFoo(dependencies);
const get = getFoo(dependencies);
const list = listFoos(dependencies);

export const handler = createDispatcher(
  'foo',
  {
    'POST /foo': async ({ body, caller, path, header }) => {
      const foo = await create({ sub: caller.sub, foo: body, idempotencyKey: header('idempotency-key') });
      return created(foo, { Location: `${path.replace(/\/+$/, '')}/${foo.id}` });
    },
    'GET /foo': async ({ caller, query }) =>
      ok(await list({ sub: caller.sub, limit: query('limit'), cursor: query('cursor') })),
    'GET /foo/{id}': async ({ caller, pathParameter }) =>
      ok(await get({ sub: caller.sub, id: pathParameter('id') })),
  },
  { bodies: fooBodies, corsOrigins: environment.corsOrigins },
);
