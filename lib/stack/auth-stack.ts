/** The stack: a table, keys, the functions and the API in front of them. */
import { Duration, Stack, type StackProps, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type Environment, type FunctionName, formatEnvironment } from '../../lambda/environment';
import { routes } from '../../lambda/routes';
import { checkRouteOverlap } from '../checks/check-route-overlap';
import { ApiGatewayAccount } from '../constructs/api/api-gateway-account';
import { RestApi } from '../constructs/api/rest-api';
import { TokenAuthorizer } from '../constructs/api/token-authorizer';
import type { MailDelivery } from '../constructs/email/mail-delivery';
import { ServiceFunction, type ServiceFunctionProps } from '../constructs/functions/service-function';
import type { FactorKey } from '../constructs/keys/factor-key';
import type { KeyedHashKey } from '../constructs/keys/keyed-hash-key';
import { LogKey } from '../constructs/keys/log-key';
import { PublicKeys } from '../constructs/keys/public-keys';
import type { KeyNames } from '../constructs/keys/replicable-key';
import { SigningKeys } from '../constructs/keys/signing-keys';
import type { LogStorage } from '../constructs/logging/log-group';
import { IdentityTable } from '../constructs/storage/identity-table';
import { TableBackup } from '../constructs/storage/table-backup';
import { featuresOf, needsService, type StageFunctions, servedRoutes } from '../routes/features';
import { createStageGrants } from '../routes/guarded-routes';
import { listOptionalFunctions } from '../routes/optional-functions';
import { checkLargestPolicy, measureLargestPolicy, toRouteGrantsFiles } from '../routes/route-grants';
import { listFactorPolicies } from '../stages/factors/factor-settings';
import type { StageSettings } from '../stages/stage-settings';
import { validateStage } from '../stages/validate-stage';
import { toPascalCase } from '../to-pascal-case';
import { addOutputs } from './add-outputs';
import { announceGrants } from './announce-grants';
import { announceRotation } from './announce-rotation';
import { addEdge } from './edge/add-edge';
import { authorizerEntry } from './email/authorizer-entry';
import { bodiesOf } from './email/bodies-of';
import { connectEmail } from './email/connect-email';
import { createMailDelivery } from './email/create-mail-delivery';
import { connectFactors } from './factors/connect-factors';
import { createFactorKey } from './factors/create-factor-key';
import { environments } from './function-environments';
import { grantedPasskeys } from './grant-settings';
import { denySigning, grantAccess } from './grants';
import { createKeyedHashKeys } from './keyed-hash-keys';
import { lambdaFile, onDemandFiles } from './on-demand-files';
import { addOperation } from './operation/add-operation';
import { lookFile } from './pages/look-file';
import { announceRelatedOrigins } from './passkeys/announce-related-origins';
import { publishParameters } from './publish-parameters';
import { importOnly, refuseDeployment, testsOnly } from './refuse-deployment';
import { signingThrottles } from './signing-throttles';
import { unthrottledEnvironment } from './unthrottled-environment';
import { warnOfSilentAlarms } from './warn-of-silent-alarms';

/** The properties of an `AuthStack`. */
export interface AuthStackProps extends StackProps {
  /** The name of the API's stage, which is the first segment of its paths. */
  readonly stageName: string;
  readonly settings: StageSettings;
  /**
   * Create a standby of this stack in another region, with the table that `settings` name and replicas of this stack's keys.
   * @default - not a standby; the stack creates its own keys
   */
  readonly standbyOf?: AuthStack;
  /**
   * Whether the functions are stopped, so that every request fails and no data is read or written.
   * @default false
   */
  readonly stopped?: boolean;
  /**
   * Let `cdk import` import the replicas before the rest of the stack exists. Their policies name no role, and deployment is refused.
   * @default false
   */
  readonly importReplicas?: boolean;
}

/** Sign-in for an API, together with the API. */
export class AuthStack extends Stack {
  readonly table: IdentityTable;
  readonly signingKeys: SigningKeys;
  readonly keyedHashKey: KeyedHashKey;
  /** The delivery of mails; undefined in a stage without e-mail. */
  readonly mailDelivery: MailDelivery | undefined;
  /** The key of the secrets of second factors; undefined in a stage without second factors. */
  readonly factorKey: FactorKey | undefined;
  /** The size of the largest policy that the authorizer may return, in bytes. */
  readonly largestPolicy: number;
  private readonly stopped: boolean;
  private readonly settings: StageSettings;
  private readonly logStorage: LogStorage;

  constructor(scope: Construct, id: string, props: AuthStackProps) {
    super(scope, id, props);
    const { stageName, settings, standbyOf, importReplicas = false } = props;
    validateStage(stageName, settings);
    checkRouteOverlap(routes);
    const grants = createStageGrants(settings);
    this.largestPolicy = measureLargestPolicy(grants, stageName);
    checkLargestPolicy(this.stackName, this.largestPolicy);
    this.settings = settings;
    this.stopped = props.stopped ?? false;
    this.logStorage = {
      logRetention: settings.logRetention,
      retainData: settings.retainData,
      logEncryptionKey: settings.customerManagedKey ? new LogKey(this, 'LogKey', settings).key : undefined,
    };

    // CloudFormation accepts tags of dashboards only in regions with its newest schema
    const options = { excludeResourceTypes: ['AWS::CloudWatch::Dashboard'] };
    for (const [key, value] of Object.entries(settings.tags)) Tags.of(this).add(key, value, options);

    const { standby } = settings;
    const table = new IdentityTable(this, 'Table', {
      ...settings,
      replica: standby && { region: standby.region, encryptionKeyArn: standby.tableKeyArn },
      // a stage with such keys has a standby, is about to get one, or has just removed it
      keepStream: settings.signingKeys.some(({ multiRegion }) => multiRegion === true),
    });
    const signingKeys = new SigningKeys(this, 'SigningKeys', {
      retainData: settings.retainData,
      entries: settings.signingKeys,
      replicaOf: standbyOf?.signingKeys,
    });
    const publicKeys = new PublicKeys(this, 'PublicKeys', {
      ...this.logStorage,
      keys: signingKeys.accepted,
    });
    const keyedHashKeys = createKeyedHashKeys(this, settings, standbyOf?.keyedHashKey);
    const mailDelivery = createMailDelivery(this, settings, standbyOf?.mailDelivery);
    const factorKey = createFactorKey(this, settings, standbyOf?.factorKey);
    this.table = table;
    this.signingKeys = signingKeys;
    this.keyedHashKey = keyedHashKeys.current;
    this.mailDelivery = mailDelivery;
    this.factorKey = factorKey;
    const api = new RestApi(this, 'Api', {
      ...settings,
      ...this.logStorage,
      stageName,
      // clients that call a region's own URL would not follow a failover
      customDomainOnly: standby !== undefined || standbyOf !== undefined,
      routeThrottles: signingThrottles(settings),
      // the authorizer then names the reason of a denial: lambda/authorizer/verified and step-up
      namesDenials: settings.email?.policy === 'required' || grants.stepUp !== undefined,
    });

    // built from the API's id: its URL would make the functions and the deployment depend on each other
    const ownHost = `${api.api.restApiId}.execute-api.${this.region}.${this.urlSuffix}`;
    const apiHost = settings.customDomain?.name ?? ownHost;
    // the start of issuer, links, document and outputs
    const apiUrl = `https://${apiHost}${settings.customDomain ? '' : `/${stageName}`}${settings.basePath}`;
    const issuer = settings.issuer ?? apiUrl;
    const environment = environments({
      settings,
      issuer,
      apiUrl,
      apiHost,
      table,
      signingKeys,
      publicKeys,
      keyedHashKey: keyedHashKeys.current,
      mailDelivery,
      factorKey,
    });

    const authorizer = this.addFunction('authorizer', environment, {
      description: 'Authorizes requests by their access tokens',
      entry: lambdaFile(authorizerEntry(settings, grants)),
      timeout: Duration.seconds(5),
      files: toRouteGrantsFiles(grants),
    });
    const auth = this.addFunction('auth', environment, {
      description: 'Accounts and sessions',
      // one full vCPU, which a password hash uses completely
      memorySize: 1_769,
      takesPasswords: true,
      files: lookFile(settings),
      unthrottledEnvironment,
    });
    const foo = needsService(settings, 'foo')
      ? this.addFunction('foo', environment, { description: 'The protected example' })
      : undefined;
    const discovery = this.addFunction('discovery', environment, {
      description: 'Public keys and issuer metadata',
    });
    const optional = listOptionalFunctions(settings).map(
      ({ name, ...rest }) => [name, this.addFunction(name, environment, rest)] as const,
    );
    const functions: StageFunctions = {
      authorizer,
      auth,
      ...(foo && { foo }),
      discovery,
      ...Object.fromEntries(optional),
    };
    grantAccess(functions, { settings, table, signingKeys, keyedHashKeys: keyedHashKeys.all });
    if (!importReplicas) denySigning(functions, signingKeys);
    if (mailDelivery) {
      const shared = { settings, table, importReplicas, isStandby: standbyOf !== undefined };
      connectEmail(functions, { ...shared, delivery: mailDelivery });
    }
    if (factorKey) {
      const policies = listFactorPolicies(settings);
      const shared = { table, keyedHashKeys: keyedHashKeys.all, mailDelivery, importReplicas };
      const importRoleArn = settings.factorImportRoleArn;
      const passkeys = grantedPasskeys(settings);
      connectFactors(functions, { key: factorKey, policies, importRoleArn, passkeys, ...shared });
    }

    const { authorizer: tokenAuthorizer } = new TokenAuthorizer(this, 'TokenAuthorizer', {
      handler: authorizer.function,
      resultsCacheTtl: settings.authorizerCacheTtl,
    });
    api.addRoutes({
      routes: servedRoutes(settings),
      services: {
        auth: auth.function,
        ...(foo && { foo: foo.function }),
        discovery: discovery.function,
        ...(functions.factors && { factors: functions.factors.function }),
      },
      authorizer: tokenAuthorizer,
      bodies: bodiesOf(settings),
    });
    if (settings.apiGatewayAccountRole === 'create') {
      const account = new ApiGatewayAccount(this, 'ApiGatewayAccount', { restApi: api.api });
      api.api.deploymentStage.node.addDependency(account);
    }
    addEdge(this, { settings, logStorage: this.logStorage, api });
    if (settings.backup) {
      const { retainData } = settings;
      new TableBackup(this, 'Backup', { ...settings.backup, table: table.table, retainData });
    }
    addOperation(this, {
      settings,
      logStorage: this.logStorage,
      api,
      table,
      signingKeys,
      functions,
      stageName,
      otherKeys: [
        ...keyedHashKeys.all,
        ...[mailDelivery?.key, factorKey].filter((key) => key !== undefined),
        ...this.listEncryptionKeys(),
      ],
      // each region measures the replication to the other
      replicaRegion: standby?.region ?? standbyOf?.region,
      mail: mailDelivery,
    });
    warnOfSilentAlarms(this, settings);
    if (!standbyOf) {
      announceRotation(this, settings);
      announceGrants(this, settings);
      announceRelatedOrigins(this, settings);
    }
    if (settings.testsOnly) refuseDeployment(this, testsOnly(stageName));
    if (importReplicas) refuseDeployment(this, importOnly);

    // the API's own URL: the issuer may name a domain that is not served
    const jwksUri = `${apiUrl}/.well-known/jwks.json`;
    if (settings.parameters) {
      const authorizerArn = authorizer.function.functionArn;
      publishParameters(this, { issuer, jwksUri, audience: settings.audience, authorizerArn });
    }
    addOutputs(this, {
      ...{ table: table.table, authLogGroup: auth.logGroup, apiUrl, issuer, jwksUri },
      ...{ mailDelivery, factorKey },
    });
  }

  private listEncryptionKeys(): readonly KeyNames[] {
    return [this.table.encryptionKey, this.logStorage.logEncryptionKey].filter((key) => key !== undefined);
  }

  private addFunction<Name extends FunctionName>(
    name: Name,
    environments: { readonly [Each in FunctionName]: Environment<Each> },
    props: Pick<
      ServiceFunctionProps,
      'description' | 'memorySize' | 'timeout' | 'takesPasswords' | 'files' | 'unthrottledEnvironment'
    > & {
      /** @default - the function's `handler.ts` */
      readonly entry?: string;
    },
  ): ServiceFunction {
    return new ServiceFunction(this, toPascalCase(name), {
      onDemand: onDemandFiles(name, featuresOf(this.settings)),
      entry: lambdaFile(`${name}/handler.ts`),
      ...props,
      ...this.logStorage,
      environment: formatEnvironment(name, environments[name]),
      logLevel: this.settings.logLevel,
      // cold starts are read from these lines
      logInvocations: this.settings.monitoring,
      // always versioned, so that changes of `deployment` neither re-point a method nor remove an alias in use
      versioned: true,
      reservedConcurrency: this.stopped ? 0 : this.settings.reservedConcurrency[name],
      provisionedConcurrency: this.settings.provisionedConcurrency[name],
    });
  }
}
