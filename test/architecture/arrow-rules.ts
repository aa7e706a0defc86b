/** The rules on which folder may import which: arrows only point down. */
import { findCycles } from '../support/source-files';
import { arrows, type Rule } from './rule';

/** The functions. Each has a folder under `lambda/`. */
export const FUNCTIONS = [
  'auth',
  'authorizer',
  'deployment-check',
  'discovery',
  'factors',
  'foo',
  'mail',
  'mail-feedback',
  'public-keys',
  'security-events',
] as const;

const SEAM = String.raw`[\w-]+\.ts$|event-lists\/|variables\/|mail-templates\/`;
const SHARED = `lambda\\/(shared\\/|${SEAM})`;

/** The files of functions that the CDK app may load: data, schemas and texts, but no operations. */
const TOLD = String.raw`lambda\/(${SEAM}|[\w-]+\/([\w-]+\/)?([\w-]+-)?(bodies|descriptions)\.ts$|pages\/((views\/accent-colors|look|page-language)\.ts$|texts\/)|identity\/email\/mail-language\.ts$|shared\/((errors|oauth-problems)\.ts$|table\/(key-prefixes|owned-data)\.ts$|http\/(text|problems|description)\.ts$))`;

/** The functions with hosted pages, which share their shell. */
const PAGED: readonly string[] = ['auth', 'factors'];

const functionRules = FUNCTIONS.map((name) =>
  arrows({
    name: `the function ${name} loads itself, the domain, what is shared, and the seams`,
    from: new RegExp(`^lambda/${name}/`),
    imports: new RegExp(
      `^(openapi\\.json$|lambda/(${PAGED.includes(name) ? `${name}|pages` : name}|identity)/|${SHARED})`,
    ),
    planted: {
      [`lambda/${name}/planted.ts`]: `import '../${name === 'foo' ? 'auth' : 'foo'}/handler';`,
    },
  }),
);

export const arrowRules: readonly Rule[] = [
  arrows({
    name: 'the app imports lib',
    from: /^bin\/app\.ts$/,
    imports: /^lib\//,
    loads: new RegExp(`^(lib\\/|openapi\\.json$|${TOLD})`),
    planted: { 'bin/app.ts': "import '../lambda/routes';" },
  }),
  arrows({
    name: 'the commands that write files import lib, and read their options',
    from: /^bin\/(openapi\.ts|build-client\.ts|sbom\b)/,
    imports: /^((lib|bin\/sbom)\/|bin\/run-without-options\.ts$)/,
    loads: new RegExp(`^(lib\\/|bin\\/(sbom\\/|run-without-options\\.ts$)|${TOLD})`),
    planted: { 'bin/openapi.ts': "import '../lambda/auth/handler';" },
  }),
  arrows({
    name: 'commands of operators load the domain, and neither a function nor the infrastructure',
    from: /^bin\/(?!(app|openapi|build-client|mail-check)\.ts$|sbom\b)/,
    // Only the process that wrote a run's file may use it: this check is all that a command needs of
    // `local/`.
    imports: new RegExp(`^(bin\\/|lambda\\/identity\\/|local\\/support\\/is-alive\\.ts$|${SHARED})`),
    planted: {
      'bin/planted.ts': "import './planted/step';",
      'bin/planted/step.ts': "import '../../lib/stages/stages';",
    },
  }),
  arrows({
    name: 'the check of mails loads the settings of a stage, and neither a function nor the domain',
    from: /^bin\/mail-check\.ts$/,
    imports: new RegExp(`^(bin\\/|lib\\/stages\\/|${SHARED})`),
    loads: new RegExp(`^(bin\\/|lib\\/|openapi\\.json$|${SHARED}|${TOLD})`),
    planted: { 'bin/mail-check.ts': "import '../lambda/identity/accounts/accounts';" },
  }),
  arrows({
    name: 'lib loads no operation, directly or through other files',
    from: /^lib\//,
    imports: new RegExp(`^(lib\\/|${TOLD})`),
    planted: {
      'lambda/auth/bodies.ts': "import '../planted';",
      'lambda/planted.ts': "import './identity/authentication/register';",
    },
  }),
  ...functionRules,
  arrows({
    name: 'the shell of the pages loads itself, the domain, what is shared, and the seams, and no function',
    from: /^lambda\/pages\//,
    imports: new RegExp(`^(lambda\\/(pages|identity)\\/|${SHARED})`),
    planted: { 'lambda/pages/planted.ts': "import '../auth/bodies';" },
  }),
  arrows({
    name: 'only the pages of a function load the shell of the pages, but for the look and the texts, which the app checks and writes',
    from: /^(?!lambda\/((auth|factors)\/)?pages\/|test\/)/,
    imports: /^(?!lambda\/pages\/(?!(views\/accent-colors|look)\.ts$|texts\/own-texts\.ts$))/,
    loads: /./,
    planted: { 'lambda/auth/planted.ts': "import '../pages/gate';" },
  }),
  arrows({
    name: 'the domain loads itself, what is shared, and the seams, and no function',
    from: /^lambda\/identity\//,
    imports: new RegExp(`^(lambda\\/identity\\/|${SHARED})`),
    planted: { 'lambda/identity/accounts/planted.ts': "import '../../auth/bodies';" },
  }),
  arrows({
    name: 'what is shared loads neither the domain nor a function',
    from: /^lambda\/shared\//,
    imports: new RegExp(`^${SHARED}`),
    planted: {
      'lambda/shared/planted.ts': "import './planted-too';",
      'lambda/shared/planted-too.ts': "import '../identity/accounts/username';",
    },
  }),
  arrows({
    name: 'the seams load only each other',
    from: new RegExp(`^lambda\\/(${SEAM})`),
    imports: new RegExp(`^lambda\\/(${SEAM})`),
    planted: { 'lambda/planted.ts': "import { log } from './shared/log';" },
  }),
  arrows({
    name: 'the local run loads only its own files',
    from: /^local\//,
    imports: /^local\//,
    planted: { 'local/run/planted.ts': "import type { Route } from '../../lambda/routes';" },
  }),
  arrows({
    name: 'the client loads only its own files',
    from: /^client\//,
    imports: /^client\//,
    planted: { 'client/src/planted.ts': "export { routes } from '../../lambda/routes';" },
  }),
  arrows({
    name: 'nothing that ships loads a test or a benchmark',
    from: /^(bin|lib|lambda|local|client)\//,
    imports: /^(?!test\/|bench\/)/,
    planted: { 'lib/planted.ts': "const bench = require('../bench/goals');" },
  }),
  {
    name: 'imports go in no circle',
    offences: (files) => findCycles(files).map((cycle) => cycle.join(' -> ')),
    planted: {
      'lib/planted.ts': "import type { A } from './planted-too';",
      'lib/planted-too.ts': "import './planted';",
    },
  },
];
