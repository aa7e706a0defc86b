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
    'TLS 1.2 and 1.3 are enabled only, the newest preferred',
    tested(
      'By the security policy of the API and of its domain name, with strict access mode. The access log says which version each client used.',
      [...transport, 'test/lib/constructs/api/access-log.test.ts'],
    ),
  ),
  requirement(
    'V12.1.2',
    2,
    'Only recommended cipher suites are enabled, the strongest first',
    tested(
      'The policy offers suites with forward secrecy only. AWS keeps their list and order; the access log says which suite each client used.',
      transport,
    ),
  ),
  requirement(
    'V12.1.3',
    2,
    'Client certificates are verified before they identify a client',
    notApplicable('Clients prove who they are by tokens; none has a certificate.'),
  ),
  requirement(
    'V12.1.4',
    3,
    'Revocation of certificates is checked, as by OCSP stapling',
    notMet('API Gateway has no setting for it; ACM renews the certificates.'),
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
    'Clients reach the service over TLS alone',
    tested(
      'API Gateway has no listener for plain HTTP, and every answer carries `Strict-Transport-Security`.',
      ['test/lib/constructs/api/gateway-responses.test.ts'],
    ),
  ),
  requirement(
    'V12.2.2',
    1,
    'Certificates are publicly trusted',
    designed(
      "Amazon's at API Gateway's own name, one of ACM at a domain name: [custom-domain.ts](../lib/constructs/api/custom-domain.ts).",
    ),
  ),
  requirement(
    'V12.3.1',
    2,
    'Every connection is encrypted, to data stores and monitoring too',
    tested(
      'The functions call AWS and Have I Been Pwned by https; the test holds the addresses. `AWS_ENDPOINT_URL` can name a plain one, and no deployed function has that variable.',
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
