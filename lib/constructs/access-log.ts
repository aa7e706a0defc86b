/** The access log of an API: one line of JSON a request, which holds no token, no body and no query. */
import { RemovalPolicy } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/** What an AccessLog is made with. */
export interface AccessLogProps {
  /** How long the lines are kept. */
  readonly retention: logs.RetentionDays;
  /** Keep the log when the stack is deleted. */
  readonly retainData: boolean;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html */
const format = apigateway.AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    extendedRequestId: '$context.extendedRequestId',
    time: '$context.requestTime',
    sourceIp: '$context.identity.sourceIp',
    method: '$context.httpMethod',
    path: '$context.path',
    resourcePath: '$context.resourcePath',
    status: '$context.status',
    responseLength: '$context.responseLength',
    latencyMs: '$context.responseLatency',
    errorType: '$context.error.responseType',
    authorizerRequestId: '$context.authorizer.requestId',
    authorizerError: '$context.authorizer.error',
    authorizerStatus: '$context.authorizer.status',
    authorizerLatencyMs: '$context.authorizer.latency',
    sub: '$context.authorizer.sub',
    sid: '$context.authorizer.sid',
    functionRequestId: '$context.integration.requestId',
    functionStatus: '$context.integration.status',
    functionLatencyMs: '$context.integration.latency',
  }),
);

/** A log group with the format of its lines. */
export class AccessLog extends Construct {
  /** What a stage's options need to write the log. */
  readonly stageOptions: Pick<apigateway.StageOptions, 'accessLogDestination' | 'accessLogFormat'>;

  constructor(scope: Construct, id: string, props: AccessLogProps) {
    super(scope, id);
    const logGroup = new logs.LogGroup(this, 'Resource', {
      retention: props.retention,
      removalPolicy: props.retainData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
    });
    this.stageOptions = {
      accessLogDestination: new apigateway.LogGroupLogDestination(logGroup),
      accessLogFormat: format,
    };
  }
}
