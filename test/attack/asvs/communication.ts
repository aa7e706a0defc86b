/** ASVS chapter V12, Secure Communication: all levels. */
import { type AsvsRequirement, designed, notApplicable, notMet, requirement, tested } from './requirement';

const transport = [
  'test/lib/constructs/api/transport-security.test.ts',
  'test/lib/constructs/api/custom-domain.test.ts',
];

const noOwnListener = notApplicable(
  'No function listens: API Gateway invokes Lambda by the AWS API, over TLS and signed by Signature Version 4.',
);

export const communication: readonly AsvsRequirement[] = [
  requirement(
    'V12.1.1',
    1,
    'Only TLS 1.2 and 1.3 are enabled, the newest preferred',
    tested(
      'By the security policy of the API and of its domain name, with strict access mode. The access log records the version that each client used.',
      [...transport, 'test/lib/constructs/api/access-log.test.ts'],
    ),
  ),
  requirement(
    'V12.1.2',
    2,
    'Only recommended cipher suites are enabled, the strongest first',
    tested(
      'The policy offers only suites with forward secrecy. AWS maintains their list and order. The access log records the suite that each client used.',
      transport,
    ),
  ),
  requirement(
    'V12.1.3',
    2,
    'Client certificates are verified before they identify a client',
    notApplicable('Clients prove their identity by tokens, and have no certificates.'),
  ),
  requirement(
    'V12.1.4',
    3,
    'Revocation of certificates is checked, as by OCSP stapling',
    notMet('API Gateway has no setting for it. ACM renews the certificates.'),
  ),
  requirement(
    'V12.1.5',
    3,
    'Encrypted Client Hello hides the name of the server',
    notMet('API Gateway has no setting for it.'),
  ),
  requirement(
    'V12.2.1',
    1,
    'Clients reach the service only over TLS',
    tested(
      'API Gateway has no listener for plain HTTP, and every response carries `Strict-Transport-Security`.',
      ['test/lib/constructs/api/gateway-responses.test.ts'],
    ),
  ),
  requirement(
    'V12.2.2',
    1,
    'Certificates are publicly trusted',
    designed(
      "Amazon's certificate at API Gateway's own name, one of ACM at a domain name: [custom-domain.ts](../lib/constructs/api/custom-domain.ts).",
    ),
  ),
  requirement(
    'V12.3.1',
    2,
    'Every connection is encrypted, also to data stores and monitoring',
    tested(
      'The functions call AWS and Have I Been Pwned over HTTPS, and a test checks the addresses. `AWS_ENDPOINT_URL` can name a plain one, but no deployed function has that variable.',
      ['test/lambda/shared/aws/aws-settings.test.ts', 'test/inventories.test.ts'],
    ),
  ),
  requirement(
    'V12.3.2',
    2,
    'Certificates of servers are verified',
    designed(
      'By the default of `node:https`, which nothing in the code changes: [http-post.ts](../lambda/shared/aws/http-post.ts).',
    ),
  ),
  requirement('V12.3.3', 2, 'Connections between internal HTTP services are encrypted', noOwnListener),
  requirement('V12.3.4', 2, 'Internal services use trusted certificates', noOwnListener),
  requirement('V12.3.5', 3, 'Internal services authenticate each other strongly', noOwnListener),
];
