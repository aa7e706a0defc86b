/** ASVS chapter V8, Authorization: levels 1 and 2. */
import { type AsvsRequirement, designed, notApplicable, requirement, tested } from './requirement';

export const authorization: readonly AsvsRequirement[] = [
  requirement(
    'V8.1.1',
    1,
    'The rules of access to functions and data are documented',
    designed(
      '[lambda/routes.ts](../lambda/routes.ts) is the rule and its documentation; [architecture](architecture.md#the-table) says who may touch which item.',
    ),
  ),
  requirement(
    'V8.1.2',
    2,
    'The rules of access to fields are documented',
    designed('[openapi.json](../openapi.json) lists every member of every body, and there are no others.'),
  ),
  requirement(
    'V8.2.1',
    1,
    'Functions are open to those alone who may call them',
    tested('', [
      'test/security/every-route.test.ts',
      'test/security/scopes.test.ts',
      'test/contract/authorizer.test.ts',
    ]),
  ),
  requirement(
    'V8.2.2',
    1,
    'Data are open to those alone whose they are',
    tested('', ['test/contract/foo.test.ts', 'test/security/grants.test.ts']),
  ),
  requirement('V8.2.3', 2, 'Fields are open to those alone who may set them', tested()),
  requirement(
    'V8.3.1',
    1,
    'The backend enforces it, by nothing that a client can set',
    tested('', ['test/lambda/shared/http/dispatcher.test.ts']),
  ),
  requirement(
    'V8.4.1',
    2,
    'Tenants can not touch each other',
    notApplicable('A stage has one tenant; its users are kept apart by [V8.2.2](#v8-authorization).'),
  ),
];
