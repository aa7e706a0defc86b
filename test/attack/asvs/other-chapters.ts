/** Requirements of other chapters of ASVS that rows of the suite stand for. */
import { type AsvsRequirement, requirement, tested } from './requirement';

export const otherChapters: readonly AsvsRequirement[] = [
  requirement(
    'V1.2.4',
    1,
    'Queries are built so that no input becomes code',
    tested('Values go to DynamoDB as values, and names as names.'),
  ),
  requirement(
    'V2.2.1',
    1,
    'Input is checked against what is expected',
    tested('', ['test/security/fuzz-openapi.test.ts']),
  ),
  requirement('V15.3.3', 2, 'No member of a body sets what it should not', tested()),
  requirement(
    'V15.3.4',
    2,
    "The client's address is one that the client cannot choose",
    tested('API Gateway reports that of the connection.', ['test/local/gateway/http/listener.test.ts']),
  ),
  requirement('V15.3.6', 2, 'Prototypes of objects can not be polluted', tested()),
  requirement(
    'V15.4.2',
    3,
    'What is checked still holds when it is acted upon',
    tested('', ['test/lambda/interleavings/explore.test.ts']),
  ),
];
