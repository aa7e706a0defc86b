/** Reads a synthesized cloud assembly from disk and resolves it for this machine. */

import { AssemblyError } from './assembly-error';
import { readAssemblyFiles } from './assembly-files';
import { createView } from './assembly-view';
import { checkIntegrations } from './check/check-integrations';
import { listExceededLimits } from './check/exceeded-limits';
import { listUnserved } from './check/unserved-resources';
import { chooseStacks } from './choose-stacks';
import { createAttributeReads, type ProvidedResources, resourceKey } from './custom/attribute-reads';
import { describeStandIns } from './custom/describe-stand-ins';
import { readCustomResources } from './custom/read-custom-resources';
import type { LocalApp } from './model';
import { apiPartsOf } from './read/api-parts';
import { readApis } from './read/read-apis';
import { readFunctions } from './read/read-functions';
import { readKeys } from './read/read-keys';
import { readStages } from './read/read-stages';
import { readTables } from './read/read-tables';
import { createLocaliser, type ServedAddress } from './resolve/local-origin';
import { partitionOf, urlSuffixOf } from './resolve/partition';
import { createResolvers, type StackDefaults } from './resolve/resolvers';
import type { StackResolver } from './resolve/stack-resolver';
import type { StackFiles } from './stack-files';

/** How an assembly is read. */
export interface ReadAssemblyOptions {
  /**
   * The stack to serve, by name or by artifact id.
   * @default - the only stack that holds a REST API
   */
  readonly stackName?: string;
  /** @default - the stack's own region, else `us-east-1` */
  readonly region?: string;
  /** @default - the stack's own account, else `000000000000` */
  readonly accountId?: string;
  /**
   * Gives a resource's physical id, where it has to outlive a run; undefined means the default. Stacks, nested ones too,
   * may have logical ids in common.
   * @default - ids derived from the stack's name and the logical id
   */
  readonly physicalId?: (logicalId: string, type: string, stackName: string) => string | undefined;
  /**
   * Where a stage of an API is served, without a trailing slash, such as `http://localhost:3000`; the stage's own URL
   * becomes it wherever it stands.
   * @default - URLs stay as they would be on AWS
   */
  readonly originOf?: (apiLogicalId: string, stageName: string) => string;
  /**
   * The folder that inline code is written to, so that it can be run.
   * @default - functions with inline code are not run
   */
  readonly inlineCodeFolder?: string;
  /**
   * What custom resources have answered.
   * @default - none has run, and their attributes are stand-ins
   */
  readonly provided?: ProvidedResources;
  /**
   * Gets each problem, of an app that then comes without what is faulty and must not be served.
   * @default - problems are thrown
   */
  readonly onProblem?: (problem: string) => void;
}

function defaultsOf(stack: StackFiles | undefined, options: ReadAssemblyOptions): StackDefaults {
  const region = options.region ?? stack?.region ?? 'us-east-1';
  return {
    region,
    accountId: options.accountId ?? stack?.accountId ?? '000000000000',
    partition: partitionOf(region),
    urlSuffix: urlSuffixOf(region),
  };
}

function addressesOf(
  resolvers: readonly StackResolver[],
  defaults: StackDefaults,
  originOf: ReadAssemblyOptions['originOf'],
): ServedAddress[] {
  if (originOf === undefined) return [];
  const { region, urlSuffix } = defaults;
  const asIs = createView(
    resolvers,
    (text) => text,
    defaults,
    () => {},
  );
  return asIs.ofType('AWS::ApiGateway::RestApi').flatMap((api) =>
    readStages(api, apiPartsOf(asIs, api.ref)).map(({ name }) => ({
      url: `https://${api.ref}.execute-api.${region}.${urlSuffix}/${name}`,
      origin: originOf(api.logicalId, name),
    })),
  );
}

/**
 * Reads an assembly.
 * @param directory the folder that holds `manifest.json`
 * @throws AssemblyError with every problem of the assembly, or with one that nothing can be read behind
 */
export function readAssembly(directory: string, options: ReadAssemblyOptions = {}): LocalApp {
  const files = readAssemblyFiles(directory);
  const stacks = chooseStacks(files, options.stackName);
  const defaults = defaultsOf(stacks[0], options);
  const problems = new Set<string>();
  const { provided = new Map() } = options;
  const reads = createAttributeReads(provided);
  const resolvers = createResolvers(
    stacks,
    {
      ...defaults,
      physicalId: (logicalId, type, stackName) =>
        provided.get(resourceKey(stackName, logicalId))?.physicalId ??
        options.physicalId?.(logicalId, type, stackName),
      answered: (read) => reads.find(read),
    },
    (problem) => problems.add(problem),
  );
  const localise = createLocaliser(addressesOf(resolvers, defaults, options.originOf));
  const view = createView(resolvers, localise, defaults, (logicalId, problem) => {
    problems.add(`${logicalId}: ${problem}.`);
  });

  const { apis, notRun } = readApis(view);
  const reached = new Set(
    apis.flatMap((api) => [
      ...api.authorizers.map(({ functionArn }) => functionArn),
      ...api.methods.flatMap(({ integration }) =>
        'functionArn' in integration ? [integration.functionArn] : [],
      ),
    ]),
  );
  const sources = { ...files, inlineCodeFolder: options.inlineCodeFolder };
  const functions = readFunctions(view, reached, sources);
  const served = apis.map((api) => checkIntegrations(api, functions, view));
  const tables = readTables(view);
  const keys = readKeys(view);
  const custom = readCustomResources(view, reads, sources);
  const providers = new Set(custom.customResources.map(({ provider }) => provider.logicalId));
  const app: LocalApp = {
    region: defaults.region,
    accountId: defaults.accountId,
    apis: served,
    functions: functions.functions,
    tables,
    keys,
    customResources: custom.customResources,
    standIns: describeStandIns(functions.functions, reads),
    notRun: [
      ...notRun,
      ...functions.notRun.filter(({ logicalId }) => !providers.has(logicalId)),
      ...custom.notRun,
      ...listUnserved(view),
    ],
    exceededLimits: listExceededLimits(resolvers),
  };
  if (options.onProblem !== undefined) for (const problem of problems) options.onProblem(problem);
  else if (problems.size > 0) throw new AssemblyError([...problems]);
  return app;
}
