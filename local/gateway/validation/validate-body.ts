/** Validates bodies against the models of an API. */
import Ajv, { type ValidateFunction } from 'ajv-draft-04';
import type { Model } from '../../template/model';
import { GatewayFault } from '../http/gateway-fault';
import type { ParsedRequest } from '../http/parse-request';
import { describeSchemaError } from './describe-schema-error';

/** Lets a request pass, or throws a `GatewayFault`. */
export type BodyCheck = (request: ParsedRequest) => void;

/** Compiles the body check of a method from the names of its models by content type. */
export type BodyCheckCompiler = (requestModels: Readonly<Record<string, string>>) => BodyCheck;

function parseBody(body: Buffer): unknown {
  // A missing body counts as an empty object.
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new GatewayFault('BAD_REQUEST_BODY', 'the body is not JSON', undefined, '[the body is not JSON]');
  }
}

function naming<Result>(model: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    throw new Error(`the schema of the model ${model} is invalid: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/**
 * Registers the models of an API under the URLs by which they reference each other.
 * @throws Error naming the model, when its schema is invalid or a method references a model that does not
 * exist; some errors are thrown only when the check of a method is compiled
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings.html
 */
export function createBodyCheckCompiler(apiId: string, models: readonly Model[]): BodyCheckCompiler {
  // Unknown keywords are ignored, as on API Gateway. How it treats formats is not documented.
  const ajv = new Ajv({ strict: false, validateFormats: false, logger: false, verbose: true });
  const addressOf = (name: string) => `https://apigateway.amazonaws.com/restapis/${apiId}/models/${name}`;
  for (const { name, schema } of models) {
    naming(name, () => {
      if (typeof schema !== 'object' || schema === null) throw new Error('it is not an object');
      // An `id` in the schema would replace the URL by which other models reference it.
      const { id: _id, ...anonymous } = schema as Record<string, unknown>;
      ajv.addSchema(anonymous, addressOf(name));
    });
  }

  function validatorOf(name: string): ValidateFunction {
    const validate = naming(name, () => ajv.getSchema(addressOf(name)));
    // `Empty` and `Error` exist in every API, although the template does not contain them.
    if (validate === undefined && /^(Empty|Error)$/.test(name)) return ajv.compile({});
    if (validate === undefined) throw new Error(`the model ${name} is not part of the API`);
    return validate;
  }

  return (requestModels) => {
    const validators = new Map(
      Object.entries(requestModels).map(([contentType, name]) => [
        contentType.toLowerCase(),
        validatorOf(name),
      ]),
    );
    return (request) => {
      const contentType = (request.header('content-type') ?? 'application/json').split(';')[0] ?? '';
      const validate = validators.get(contentType.trim().toLowerCase()) ?? validators.get('$default');
      if (validate === undefined || validate(parseBody(request.body))) return;
      const errors = (validate.errors ?? []).map(describeSchemaError).join(', ');
      throw new GatewayFault(
        'BAD_REQUEST_BODY',
        'the body does not match its model',
        undefined,
        `[${errors}]`,
      );
    };
  };
}
