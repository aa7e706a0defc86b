/** ASVS chapter V13, Configuration: levels 1 and 2. */
import { type AsvsRequirement, designed, requirement, tested } from './requirement';

const grants = ['test/security/grants.test.ts', 'test/role-policies.test.ts'];

export const configuration: readonly AsvsRequirement[] = [
  requirement(
    'V13.1.1',
    2,
    'Documentation lists the peers of the application',
    designed(
      '[The threat model](threat-model.md#peers-of-the-functions) names every peer. [Costs](costs.md) counts the calls of every route.',
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
  requirement(
    'V13.2.3',
    2,
    'No credential is a default one',
    designed('The only credentials are those of roles.'),
  ),
  requirement(
    'V13.2.4',
    2,
    'Peers are on a list of allowed ones',
    tested(
      'By the application: [the list](threat-model.md#peers-of-the-functions) names every peer, and a test holds the code to it. No request can change an address (the rows on `jku` and `x5u`), and a role reaches only its own resources of AWS. The functions run outside of a VPC, so no firewall backs the list.',
      ['test/inventories.test.ts', 'test/role-policies.test.ts'],
    ),
  ),
  requirement(
    'V13.2.5',
    2,
    'The server loads only from allowed places',
    designed(
      'API Gateway passes requests only to the functions of its own template: [rest-api.ts](../lib/constructs/api/rest-api.ts).',
    ),
  ),
  requirement(
    'V13.3.1',
    2,
    'Secrets are in a vault, and not in code or builds',
    tested(
      'The signing key and the key of the keyed hashes never leave KMS. The service has no other secrets.',
      ['test/lib/constructs/keys/signing-key.test.ts', 'test/lib/constructs/keys/keyed-hash-key.test.ts'],
    ),
  ),
  requirement('V13.3.2', 2, 'Only components that need a secret can use it', tested('', grants)),
  requirement('V13.4.1', 1, 'No source-control metadata is deployed', tested('Only bundles are deployed.')),
  requirement('V13.4.2', 2, 'Debug modes are off', tested('', ['test/lib/stack/auth-stack.test.ts'])),
  requirement('V13.4.3', 2, 'Directories are not listed', tested()),
  requirement('V13.4.4', 2, 'TRACE is not supported', tested()),
  requirement(
    'V13.4.5',
    2,
    'Documentation and monitoring are exposed only on purpose',
    tested('`GET /openapi.json` is public on purpose. The API has no monitoring routes.'),
  ),
];
