/** Reads REST APIs with their methods, authorizers, validators, models and gateway responses. */
import { apiPartsOf } from './api-parts';
import type { AssemblyView, ResourceView } from './assembly-view';
import type { NotRun, RestApi } from './model';
import { booleanOf, listOf, textOf, textsOf } from './property';
import { readAuthorizers } from './read-authorizers';
import { readMethods } from './read-methods';
import { readPolicy } from './read-policy';
import { readStage } from './read-stage';
import { readUsagePlans } from './read-usage-plans';

/** The APIs of an app. */
export interface ApisRead {
  readonly apis: readonly RestApi[];
  readonly notRun: readonly NotRun[];
}

function readApi(view: AssemblyView, api: ResourceView, notRun: NotRun[]): RestApi | undefined {
  const { logicalId, type, ref: id } = api;
  const properties = api.properties();
  const parts = apiPartsOf(view, id);
  const staged = readStage(parts);
  notRun.push(...staged.notRun);
  const defined = properties.Body !== undefined || properties.BodyS3Location !== undefined;
  if (defined) notRun.push({ logicalId, type, reason: 'APIs defined by an OpenAPI document are not run' });
  else if (staged.stage === undefined) notRun.push({ logicalId, type, reason: 'the API has no stage' });
  if (defined || staged.stage === undefined) return undefined;
  const authorizers = readAuthorizers(view, parts);
  const policy = properties.Policy === undefined ? undefined : readPolicy(view, logicalId, properties.Policy);
  return {
    logicalId,
    id,
    name: textOf(properties, 'Name') ?? logicalId,
    stage: staged.stage,
    methods: readMethods(view, parts, api.attribute('RootResourceId'), authorizers),
    authorizers: authorizers.authorizers,
    validators: parts('AWS::ApiGateway::RequestValidator').map((validator) => ({
      logicalId: validator.logicalId,
      validateBody: booleanOf(validator.properties(), 'ValidateRequestBody'),
      validateParameters: booleanOf(validator.properties(), 'ValidateRequestParameters'),
    })),
    models: parts('AWS::ApiGateway::Model').map((model) => ({
      name: model.ref,
      contentType: textOf(model.properties(), 'ContentType') ?? 'application/json',
      schema: model.properties().Schema ?? {},
      ...('example' in model.metadata && { example: model.metadata.example }),
    })),
    gatewayResponses: parts('AWS::ApiGateway::GatewayResponse').map((response) => {
      const own = response.properties();
      const statusCode = textOf(own, 'StatusCode');
      return {
        type: textOf(own, 'ResponseType') ?? '',
        ...(statusCode !== undefined && { statusCode }),
        responseParameters: textsOf(own, 'ResponseParameters'),
        responseTemplates: textsOf(own, 'ResponseTemplates'),
      };
    }),
    binaryMediaTypes: listOf<unknown>(properties, 'BinaryMediaTypes').map(String),
    ...(policy !== undefined && { policy }),
    apiKeySource: textOf(properties, 'ApiKeySourceType') === 'AUTHORIZER' ? 'AUTHORIZER' : 'HEADER',
    usagePlans: readUsagePlans(view, id, staged.stage.name),
  };
}

/** Reads all APIs that have a stage. */
export function readApis(view: AssemblyView): ApisRead {
  const notRun: NotRun[] = [];
  const apis = view.ofType('AWS::ApiGateway::RestApi').flatMap((api) => readApi(view, api, notRun) ?? []);
  return { apis, notRun };
}
