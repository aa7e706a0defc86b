/** ASVS chapter V13, Configuration: levels 1 and 2. */
import { type AsvsRequirement, designed, requirement, tested } from './requirement';

const grants = ['test/security/grants.test.ts', 'test/role-policies.test.ts'];

export const configuration: readonly AsvsRequirement[] = [
  requirement(
    'V13.1.1',
    2,
    'It is documented whom the application talks to',
    designed(
      '[The threat model](threat-model.md#peers-of-the-functions) names every peer; [costs.md](costs.md) counts the calls of every route.',
    ),
  ),
  requirement(
    'V13.2.1',
    2,
    'Components authenticate to each other, by short-lived credentials',
    designed(
      'By the roles of the functions, whose credentials Lambda renews: [service-function.ts](../lib/constructs/functions/service-function.ts).',
    ),
  ),
  requirement('V13.2.2', 2, 'They do so with the least rights', tested('', grants)),
  requirement('V13.2.3', 2, 'No credential is a default one', designed('There are none but those of roles.')),
  requirement(
    'V13.2.4',
    2,
    'Peers are on a list of allowed ones',
    tested(
      'By the application: [the list](threat-model.md#peers-of-the-functions) names five peers, the test holds the code to it, no request can change an address (the rows on `jku` and `x5u`), and of AWS a role reaches its own resources alone. The functions run outside of a VPC: no firewall stands behind the list.',
      ['test/inventories.test.ts', 'test/role-policies.test.ts'],
    ),
  ),
  requirement(
    'V13.2.5',
    2,
    'The server loads from allowed places alone',
    designed(
      'API Gateway passes requests to the functions of its own template and to nobody else: [rest-api.ts](../lib/constructs/api/rest-api.ts).',
    ),
  ),
  requirement(
    'V13.3.1',
    2,
    'Secrets are in a vault, and not in code or builds',
    tested(
      'The signing key and the key of the keyed hashes never leave KMS; there are no other secrets of the service.',
      ['test/lib/constructs/keys/signing-key.test.ts', 'test/lib/constructs/keys/keyed-hash-key.test.ts'],
    ),
  ),
  requirement('V13.3.2', 2, 'Secrets are open to those alone who need them', tested('', grants)),
  requirement(
    'V13.4.1',
    1,
    'No metadata of source control are deployed',
    tested('Only bundles are deployed.'),
  ),
  requirement('V13.4.2', 2, 'Debug modes are off', tested('', ['test/lib/stack/auth-stack.test.ts'])),
  requirement('V13.4.3', 2, 'Directories are not listed', tested()),
  requirement('V13.4.4', 2, 'TRACE is not supported', tested()),
  requirement(
    'V13.4.5',
    2,
    'Documentation and monitoring are exposed on purpose only',
    tested('`GET /openapi.json` is public on purpose; there are no monitoring routes.'),
  ),
];
