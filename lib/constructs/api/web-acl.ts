/** A web application firewall for an API: rates by source address, and AWS's common rules. */
import { ArnFormat, Stack } from 'aws-cdk-lib';
import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as logs from 'aws-cdk-lib/aws-logs';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { parseRouteKey } from '../../../lambda/route-patterns';
import { createLogGroup, type LogStorage } from '../logging/log-group';
import { matchAddresses } from './address-ranges';

/** What a WebAcl is made with. */
export interface WebAclProps extends LogStorage {
  /** The stage that it guards. */
  readonly stage: apigateway.Stage;
  /**
   * The path that every route lies under.
   * @default '' - routes lie at the root
   */
  readonly basePath?: string;
  /** Keys of the routes whose bodies hold passwords, such as `POST /users`: any text may be one, whatever it looks like. */
  readonly secretBodyRoutes: readonly string[];
  /**
   * Ranges of addresses that the rates leave out: those of a proxy, which many users share.
   * @default [] - every address is counted
   */
  readonly uncountedAddresses?: readonly string[] | undefined;
}

/**
 * Requests of one address in 5 minutes. Many people may share one, so the functions' own throttles come first. One address can use up no route's
 * rate by itself: the most frequent calls come to 33 a second. WAF counts each IPv6 address alone, the functions a network.
 */
const SIGN_UPS = 100;
const SESSION_CALLS = 1_000;
const REQUESTS = 10_000;

const GROUP = 'AWSManagedRulesCommonRuleSet';

/**
 * The group's rules that read bodies, with the labels that they leave.
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 */
const BODY_RULES = {
  SizeRestrictions_BODY: 'SizeRestrictions_Body',
  EC2MetaDataSSRF_BODY: 'EC2MetaDataSSRF_Body',
  GenericLFI_BODY: 'GenericLFI_Body',
  GenericRFI_BODY: 'GenericRFI_Body',
  CrossSiteScripting_BODY: 'CrossSiteScripting_Body',
} as const;

/** Cookies are none of this API's, but a browser sends those of its whole domain. */
const SECRET_HEADERS = ['authorization', 'cookie'];

/** Whatever a rule of these finds, the log would quote: `redactedFields` keeps out of it only the request itself. */
const SECRET_FIELDS = ['BODY', 'QUERY_STRING'];

/** A firewall with its log, which quotes no token, no query and no body. What it blocks, API Gateway answers as WAF_FILTERED. */
export class WebAcl extends Construct {
  constructor(scope: Construct, id: string, props: WebAclProps) {
    super(scope, id);
    const { basePath = '', uncountedAddresses = [] } = props;
    const others = matchAddresses(this, 'Uncounted', uncountedAddresses).map(not);
    const acl = new wafv2.CfnWebACL(this, 'Resource', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visibility('WebAcl'),
      dataProtectionConfig: { dataProtections: SECRET_FIELDS.map(hideEverywhere) },
      rules: [
        limitRate('SignUpRate', SIGN_UPS, [isMethod('POST'), matchesPath(basePath, '/users'), ...others]),
        limitRate('SessionRate', SESSION_CALLS, [matchesPath(basePath, '/sessions/.+'), ...others]),
        limitRate('RequestRate', REQUESTS, others),
        commonRules(),
        blockBodies(basePath, props.secretBodyRoutes),
      ].map((rule, priority) => ({ ...rule, priority, visibilityConfig: visibility(rule.name) })),
    });
    new wafv2.CfnWebACLAssociation(this, 'Association', {
      resourceArn: props.stage.stageArn,
      webAclArn: acl.attrArn,
    });
    // WAF demands that the name begins so; a log that was kept would stand in the way of the next one of that name
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

/** @see https://docs.aws.amazon.com/waf/latest/APIReference/API_DataProtection.html */
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

/** @param counted what a request must match to be counted; nothing for all of them */
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

/** Counts only: programs seldom name themselves, and this is an API for programs. */
const NAMELESS = 'NoUserAgent_HEADER';

/** The rules that read bodies only count, and leave their labels to the next rule. */
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
    return and(isMethod(method), matchesPath(basePath, path));
  });
  return {
    name: 'BodiesWithoutSecrets',
    action: { block: {} },
    statement: and({ orStatement: { statements: labelled } }, not(anyOf(secret))),
  };
}

/** Matches a path in whatever spelling API Gateway takes for it, with or without the name of the stage before it. */
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

/** WAF takes an `and` of at least two. */
function allOf(statements: readonly Statement[]): Statement {
  const [only] = statements;
  return statements.length === 1 && only ? only : and(...statements);
}

/** WAF takes an `or` of at least two. */
function anyOf(statements: readonly Statement[]): Statement {
  const [only] = statements;
  if (only === undefined) throw new Error('secretBodyRoutes must name at least one route');
  return statements.length === 1 ? only : { orStatement: { statements: [...statements] } };
}

/** Without the `:*` at the end of a log group's own attribute, which WAF refuses. */
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
