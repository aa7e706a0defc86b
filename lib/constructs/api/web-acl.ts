/** A web application firewall for an API: rate limits by source address, and AWS's common rules. */
import { ArnFormat, Stack } from 'aws-cdk-lib';
import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as logs from 'aws-cdk-lib/aws-logs';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { parseRouteKey } from '../../../lambda/route-patterns';
import { createLogGroup, type LogStorage } from '../logging/log-group';
import { matchAddresses } from './address-ranges';

/** The properties of a `WebAcl`. */
export interface WebAclProps extends LogStorage {
  /** The stage that it protects. */
  readonly stage: apigateway.Stage;
  /**
   * The path in front of every route.
   * @default '' - routes are at the root
   */
  readonly basePath?: string;
  /** Keys of the routes whose bodies contain passwords, such as `POST /users`: a password may look like an attack. */
  readonly secretBodyRoutes: readonly string[];
  /**
   * Paths of pages at which accounts are created, and of pages and routes at which users or apps prove who they are, as
   * regular expressions such as `/sign-in`. The limits for the routes of the API count them as well.
   * @default - the API serves no pages
   */
  readonly countedPages?: { readonly signUp: readonly string[]; readonly signIn: readonly string[] };
  /**
   * Address ranges that the rate limits ignore, such as those of a proxy, which many users share.
   * @default [] - every address is counted
   */
  readonly uncountedAddresses?: readonly string[] | undefined;
}

/**
 * Maximum requests of one address in 5 minutes. Many people may share an address, so the functions' own throttles apply first. One
 * address cannot use up a route's rate: the highest limit allows 33 requests a second. WAF counts each IPv6 address separately;
 * the functions count a network.
 */
const SIGN_UPS = 100;
const SESSION_CALLS = 1_000;
const REQUESTS = 10_000;

const GROUP = 'AWSManagedRulesCommonRuleSet';

/**
 * The group's rules that inspect bodies, with the labels that they add.
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 */
const BODY_RULES = {
  SizeRestrictions_BODY: 'SizeRestrictions_Body',
  EC2MetaDataSSRF_BODY: 'EC2MetaDataSSRF_Body',
  GenericLFI_BODY: 'GenericLFI_Body',
  GenericRFI_BODY: 'GenericRFI_Body',
  CrossSiteScripting_BODY: 'CrossSiteScripting_Body',
} as const;

/** Headers that the log redacts. Browsers also send the cookies of the whole domain. */
const SECRET_HEADERS = ['authorization', 'cookie'];

/** Fields whose matches the log would quote: `redactedFields` removes only the request itself from the log. */
const SECRET_FIELDS = ['BODY', 'QUERY_STRING'];

/** A firewall with a log that quotes no token, query or body. API Gateway reports blocked requests as WAF_FILTERED. */
export class WebAcl extends Construct {
  constructor(scope: Construct, id: string, props: WebAclProps) {
    super(scope, id);
    const { basePath = '', uncountedAddresses = [] } = props;
    const { signUp = [], signIn = [] } = props.countedPages ?? {};
    const calls = (...paths: string[]) => matchesPath(basePath, anyPath(paths));
    const others = matchAddresses(this, 'Uncounted', uncountedAddresses).map(not);
    const acl = new wafv2.CfnWebACL(this, 'Resource', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visibility('WebAcl'),
      dataProtectionConfig: { dataProtections: SECRET_FIELDS.map(hideEverywhere) },
      rules: [
        limitRate('SignUpRate', SIGN_UPS, [isMethod('POST'), calls('/users', ...signUp), ...others]),
        limitRate('SessionRate', SESSION_CALLS, [calls('/sessions/.+', ...signIn), ...others]),
        limitRate('RequestRate', REQUESTS, others),
        commonRules(),
        blockBodies(basePath, props.secretBodyRoutes),
      ].map((rule, priority) => ({ ...rule, priority, visibilityConfig: visibility(rule.name) })),
    });
    new wafv2.CfnWebACLAssociation(this, 'Association', {
      resourceArn: props.stage.stageArn,
      webAclArn: acl.attrArn,
    });
    // WAF requires this prefix; a retained log would block the next log of the same name
    const name = `aws-waf-logs-${Stack.of(this).stackName}`;
    const log = createLogGroup(this, 'Logs', { ...props, retainData: false }, name);
    new wafv2.CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: acl.attrArn,
      logDestinationConfigs: [arnOf(log)],
      redactedFields: [...SECRET_HEADERS.map((Name) => ({ singleHeader: { Name } })), { queryString: {} }],
      loggingFilter: {
        DefaultBehavior: 'DROP',
        Filters: [
          {
            Behavior: 'KEEP',
            Requirement: 'MEETS_ANY',
            Conditions: ['BLOCK', 'COUNT'].map((Action) => ({ ActionCondition: { Action } })),
          },
        ],
      },
    });
  }
}

/** Returns the rule that hides a field everywhere. @see https://docs.aws.amazon.com/waf/latest/APIReference/API_DataProtection.html */
function hideEverywhere(fieldType: string): wafv2.CfnWebACL.DataProtectProperty {
  return {
    field: { fieldType },
    action: 'SUBSTITUTION',
    excludeRuleMatchDetails: false,
    excludeRateBasedDetails: false,
  };
}

type Statement = wafv2.CfnWebACL.StatementProperty;
type Rule = Omit<wafv2.CfnWebACL.RuleProperty, 'priority' | 'visibilityConfig'>;

/** Returns a rate limit by address. @param counted the conditions for a request to count; if empty, every request counts */
function limitRate(name: string, limit: number, counted: readonly Statement[]): Rule {
  return {
    name,
    action: { block: {} },
    statement: {
      rateBasedStatement: {
        limit,
        aggregateKeyType: 'IP',
        evaluationWindowSec: 300,
        ...(counted.length > 0 && { scopeDownStatement: allOf(counted) }),
      },
    },
  };
}

/** A rule that only counts: programs seldom send a `User-Agent`, and this API is for programs. */
const NAMELESS = 'NoUserAgent_HEADER';

/** Returns the common rules. The rules that inspect bodies only count, and add labels for the next rule. */
function commonRules(): Rule {
  return {
    name: 'CommonRules',
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name: GROUP,
        ruleActionOverrides: [NAMELESS, ...Object.keys(BODY_RULES)].map((name) => ({
          name,
          actionToUse: { count: {} },
        })),
      },
    },
  };
}

function blockBodies(basePath: string, secretBodyRoutes: readonly string[]): Rule {
  const labelled = Object.values(BODY_RULES).map((label) => ({
    labelMatchStatement: { scope: 'LABEL', key: `awswaf:managed:aws:core-rule-set:${label}` },
  }));
  const secret = secretBodyRoutes.map((key) => {
    const { method, path } = parseRouteKey(key);
    return and(isMethod(method), matchesPath(basePath, path.replaceAll(/\{\w+\}/g, '[^/]+')));
  });
  return {
    name: 'BodiesWithoutSecrets',
    action: { block: {} },
    statement: and({ orStatement: { statements: labelled } }, not(anyOf(secret))),
  };
}

/** Returns the regular expression that matches any of the paths. */
function anyPath([first = '', ...others]: readonly string[]): string {
  return others.length === 0 ? first : `(${[first, ...others].join('|')})`;
}

/** Matches a path in every spelling that API Gateway accepts, with or without the stage's name in front. */
function matchesPath(basePath: string, pattern: string): Statement {
  return {
    regexMatchStatement: {
      fieldToMatch: { uriPath: {} },
      regexString: `^(/[^/]+)?${basePath.replaceAll('.', '\\.')}${pattern}/?$`,
      textTransformations: [
        { priority: 0, type: 'URL_DECODE' },
        { priority: 1, type: 'NORMALIZE_PATH' },
      ],
    },
  };
}

function isMethod(method: string): Statement {
  return {
    byteMatchStatement: {
      fieldToMatch: { method: {} },
      positionalConstraint: 'EXACTLY',
      searchString: method,
      textTransformations: [{ priority: 0, type: 'NONE' }],
    },
  };
}

const and = (...statements: Statement[]): Statement => ({ andStatement: { statements } });
const not = (statement: Statement): Statement => ({ notStatement: { statement } });

/** Combines statements with `and`, which WAF accepts only for at least two. */
function allOf(statements: readonly Statement[]): Statement {
  const [only] = statements;
  return statements.length === 1 && only ? only : and(...statements);
}

/** Combines statements with `or`, which WAF accepts only for at least two. @throws Error if there is no statement */
function anyOf(statements: readonly Statement[]): Statement {
  const [only] = statements;
  if (only === undefined) throw new Error('secretBodyRoutes must name at least one route');
  return statements.length === 1 ? only : { orStatement: { statements: [...statements] } };
}

/** Returns the ARN of a log group without the trailing `:*`, which WAF rejects. */
function arnOf(logGroup: logs.ILogGroup): string {
  return Stack.of(logGroup).formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: logGroup.logGroupName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

function visibility(metricName: string): wafv2.CfnWebACL.VisibilityConfigProperty {
  return { cloudWatchMetricsEnabled: true, metricName, sampledRequestsEnabled: false };
}
