/** ASVS chapter V8, Authorization: levels 1 and 2. */
import { type AsvsRequirement, designed, notApplicable, requirement, tested } from './requirement';

export const authorization: readonly AsvsRequirement[] = [
  requirement(
    'V8.1.1',
    1,
    'The rules of access to functions and data are documented',
    designed(
      '[lambda/routes.ts](../lambda/routes.ts) is the rule and its documentation. [Architecture](architecture.md#the-table) lists which function may access which item.',
    ),
  ),
  requirement(
    'V8.1.2',
    2,
    'The rules of access to fields are documented',
    designed(
      '[openapi.json](../openapi.json) lists every member of every body, and the API accepts no others.',
    ),
  ),
  requirement(
    'V8.2.1',
    1,
    'Only authorized users can call functions',
    tested('', [
      'test/security/every-route.test.ts',
      'test/security/scopes.test.ts',
      'test/contract/authorizer.test.ts',
    ]),
  ),
  requirement(
    'V8.2.2',
    1,
    'Users can access only their own data',
    tested('', ['test/contract/foo.test.ts', 'test/security/grants.test.ts']),
  ),
  requirement('V8.2.3', 2, 'Users can set only permitted fields', tested()),
  requirement(
    'V8.3.1',
    1,
    'The backend enforces it, by data that clients cannot set',
    tested('', ['test/lambda/shared/http/dispatcher.test.ts']),
  ),
  requirement(
    'V8.4.1',
    2,
    'Tenants cannot access each other',
    notApplicable('A stage has one tenant; [V8.2.2](#v8-authorization) separates its users.'),
  ),
];
