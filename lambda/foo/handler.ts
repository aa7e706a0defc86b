/** The handler of the foo function, the protected example resource. Copy it for your own resources. */
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { v7 as uuidv7 } from 'uuid';
import { parseEnvironment } from '../parse-environment';
import { created, noContent, ok } from '../shared/http/answer';
import { createDispatcher } from '../shared/http/dispatcher';
import { readPreconditions } from '../shared/http/preconditions';
import { clientOptions } from '../shared/sdk/client-options';
import { withSelfCheck } from '../shared/self-check/with-self-check';
import { fooVariables } from '../variables/foo';
import { fooBodies } from './bodies';
import { createFoo } from './create-foo';
import { deleteFoo } from './delete-foo';
import { answerRead, fooHeaders, toShownFoo } from './foo-representation';
import { getFoo } from './get-foo';
import { listFoos } from './list-foos';
import type * as SelfCheck from './self-check';
import { createDynamoFooCounts } from './stores/foo-counts';
import { createDynamoFoos } from './stores/foos';
import { createDynamoIdempotencyKeys } from './stores/idempotency-keys';
import { updateFoo } from './update-foo';

/** A separate file next to the bundle: see `onDemand` of the function's construct. */
const loadSelfCheck = (): typeof SelfCheck => require(join(__dirname, 'self-check.js'));

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
const update = updateFoo(dependencies);
const remove = deleteFoo(dependencies);

const preconditionsOf = ({ headerLines }: { headerLines(name: string): string | undefined }) =>
  readPreconditions(headerLines, dependencies.now());

const dispatch = createDispatcher(
  'foo',
  {
    'POST /foo': async ({ body, caller, path, header }) => {
      const foo = await create({ sub: caller.sub, foo: body, idempotencyKey: header('idempotency-key') });
      const location = `${path.replace(/\/+$/, '')}/${foo.id}`;
      return created(toShownFoo(foo), { ...fooHeaders(foo), Location: location });
    },
    'GET /foo': async ({ caller, query }) =>
      ok(await list({ sub: caller.sub, limit: query('limit'), cursor: query('cursor') })),
    'GET /foo/{id}': async (request) => {
      const preconditions = preconditionsOf(request);
      const foo = await get({ sub: request.caller.sub, id: request.pathParameter('id') });
      return answerRead(foo, preconditions);
    },
    'PUT /foo/{id}': async (request) => {
      const preconditions = preconditionsOf(request);
      const id = request.pathParameter('id');
      const foo = await update({ sub: request.caller.sub, id, foo: request.body, preconditions });
      return ok(toShownFoo(foo), fooHeaders(foo));
    },
    'DELETE /foo/{id}': async (request) => {
      const preconditions = preconditionsOf(request);
      await remove({ sub: request.caller.sub, id: request.pathParameter('id'), preconditions });
      return noContent;
    },
  },
  { bodies: fooBodies, corsOrigins: environment.corsOrigins, basePath: environment.basePath },
);

export const handler = withSelfCheck(dispatch, loadSelfCheck);
