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
import { readEventRules } from './events/read-event-rules';
import { readMailResources } from './mail/read-mail-resources';
import type { LocalApp } from './model';
import { listWithoutFunction, readEventSources } from './queues/read-event-sources';
import { readQueues } from './queues/read-queues';
import { apiPartsOf } from './read/api-parts';
import { readApis } from './read/read-apis';
import { readFunctions } from './read/read-functions';
import { readKeys } from './read/read-keys';
import { readStages } from './read/read-stages';
import { readTables } from './read/read-tables';
import { createHostLocaliser } from './resolve/local-host';
import { createLocaliser, type ServedAddress } from './resolve/local-origin';
import { partitionOf, urlSuffixOf } from './resolve/partition';
import { createResolvers, type StackDefaults } from './resolve/resolvers';
import type { StackResolver } from './resolve/stack-resolver';
import type { StackFiles } from './stack-files';

/** Options for reading an assembly. */
export interface ReadAssemblyOptions {
  /**
   * The name or artifact id of the stack to serve.
   * @default - the only stack with a REST API
   */
  readonly stackName?: string;
  /** @default - the region of the stack, else `us-east-1` */
  readonly region?: string;
  /** @default - the account of the stack, else `000000000000` */
  readonly accountId?: string;
  /**
   * Returns the physical id of a resource whose id must be the same in every run; undefined means the
   * default. Several stacks, including nested ones, can contain the same logical id.
   * @default - ids derived from the stack's name and the logical id
   */
  readonly physicalId?: (logicalId: string, type: string, stackName: string) => string | undefined;
  /**
   * Returns the origin of a stage of an API, without a trailing slash, such as `http://localhost:3000`. It
   * replaces the stage's own URL everywhere. That of the API's first stage also replaces the API's host.
   * @default - URLs are the same as on AWS
   */
  readonly originOf?: (apiLogicalId: string, stageName: string) => string;
  /**
   * The folder to write inline code to, so that it can be run.
   * @default - functions with inline code are not run
   */
  readonly inlineCodeFolder?: string;
  /**
   * The responses of custom resources.
   * @default - none has run, and their attributes are placeholders
   */
  readonly provided?: ProvidedResources;
  /**
   * Receives each problem. The returned app then lacks the faulty parts and must not be served.
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
 * @param directory the folder that contains `manifest.json`
 * @throws AssemblyError with every problem of the assembly, or with the first one that prevents further
 * reading
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
  const addresses = addressesOf(resolvers, defaults, options.originOf);
  const localiseUrls = createLocaliser(addresses);
  const localiseHosts = createHostLocaliser(addresses);
  const view = createView(
    resolvers,
    (text) => localiseHosts(localiseUrls(text)),
    defaults,
    (logicalId, problem) => problems.add(`${logicalId}: ${problem}.`),
  );

  const { apis, notRun } = readApis(view);
  const queues = readQueues(view);
  const mappings = readEventSources(view, queues.queues);
  const eventRules = readEventRules(view);
  const reached = new Set([
    ...apis.flatMap((api) => [
      ...api.authorizers.map(({ functionArn }) => functionArn),
      ...api.methods.flatMap(({ integration }) =>
        'functionArn' in integration ? [integration.functionArn] : [],
      ),
    ]),
    ...mappings.eventSources.map(({ functionArn }) => functionArn),
    ...eventRules.rules.flatMap(({ functionArns }) => functionArns),
  ]);
  const sources = { ...files, inlineCodeFolder: options.inlineCodeFolder };
  const functions = readFunctions(view, reached, sources);
  const served = apis.map((api) => checkIntegrations(api, functions, view));
  const tables = readTables(view);
  const keys = readKeys(view);
  const mail = readMailResources(
    view,
    functions.functions.flatMap(({ rolePolicies }) => rolePolicies),
  );
  const custom = readCustomResources(view, reads, sources);
  const providers = new Set(custom.customResources.map(({ provider }) => provider.logicalId));
  const app: LocalApp = {
    region: defaults.region,
    accountId: defaults.accountId,
    apis: served,
    functions: functions.functions,
    tables,
    keys,
    ...(mail !== undefined && { mail }),
    ...(eventRules.rules.length > 0 && { eventRules: eventRules.rules }),
    ...(queues.queues.length > 0 && { queues: queues.queues }),
    ...(mappings.eventSources.length > 0 && { eventSources: mappings.eventSources }),
    customResources: custom.customResources,
    standIns: describeStandIns(functions.functions, reads),
    notRun: [
      ...notRun,
      ...functions.notRun.filter(({ logicalId }) => !providers.has(logicalId)),
      ...custom.notRun,
      ...eventRules.notRun,
      ...queues.notRun,
      ...mappings.notRun,
      ...listWithoutFunction(mappings.eventSources, functions.functions),
      ...listUnserved(view),
    ],
    exceededLimits: listExceededLimits(resolvers),
  };
  if (options.onProblem !== undefined) for (const problem of problems) options.onProblem(problem);
  else if (problems.size > 0) throw new AssemblyError([...problems]);
  return app;
}
