/**
 * Compiles an API at start, so that requests need no preparation. All parts that cannot be served are
 * reported together.
 */
import type { Invoke } from '../functions/invoke';
import { AssemblyError } from '../template/assembly-error';
import type { FunctionDefinition, RestApi } from '../template/model';
import { compileAuthorizer, type RunAuthorizer } from './authorizer/authorizer';
import { type CompiledMethod, compileMethod, type MethodCompilation } from './compile-method';
import { compileBinaryMediaTypes } from './http/media-types';
import { compileInvokePermission } from './integrations/invoke-permission';
import { compileRoutes, type Router } from './routing/router';
import { type BodyCheckCompiler, createBodyCheckCompiler } from './validation/validate-body';

/** The inputs for compiling an API. */
export interface ApiCompilation {
  readonly invoke: Invoke;
  readonly functions: readonly FunctionDefinition[];
  /** Such as `arn:aws:execute-api:eu-west-1:123456789012:a1b2c3`. */
  readonly apiArn: string;
  readonly now: () => number;
}

/**
 * Compiles the routes of an API.
 * @throws AssemblyError with everything that cannot be served
 */
export function compileApi(api: RestApi, options: ApiCompilation): Router<CompiledMethod> {
  const { invoke, functions, apiArn, now } = options;
  const problems: string[] = [];

  function attempt<Result>(logicalId: string, compile: () => Result): Result[] {
    try {
      return [compile()];
    } catch (error) {
      problems.push(`${logicalId}: ${(error as Error).message}.`);
      return [];
    }
  }

  const authorizers = new Map<string, RunAuthorizer>(
    api.authorizers.flatMap((authorizer) => {
      const fn = functions.find(({ arn }) => arn === authorizer.functionArn);
      const mayInvoke = compileInvokePermission(fn)(`${apiArn}/authorizers/${authorizer.id}`);
      return attempt(authorizer.logicalId, () => [
        authorizer.logicalId,
        compileAuthorizer(authorizer, { invoke, now, mayInvoke }),
      ]);
    }) as [string, RunAuthorizer][],
  );
  const [compileBodyCheck = (() => () => {}) as BodyCheckCompiler] = attempt(api.logicalId, () =>
    createBodyCheckCompiler(api.id, api.models),
  );
  const compilation: MethodCompilation = {
    api,
    apiArn,
    authorizers,
    functions,
    compileBodyCheck,
    isBinary: compileBinaryMediaTypes(api.binaryMediaTypes),
    invoke,
  };
  const failed = new Set(
    api.authorizers.map(({ logicalId }) => logicalId).filter((id) => !authorizers.has(id)),
  );
  const methods = api.methods
    // A problem of an authorizer is reported once, not again for each of its methods.
    .filter(({ authorizerId }) => authorizerId === undefined || !failed.has(authorizerId))
    .flatMap((method) => attempt(method.logicalId, () => compileMethod(method, compilation)));
  if (problems.length > 0) throw new AssemblyError(problems);
  return compileRoutes(
    methods.map((target) => ({
      httpMethod: target.method.httpMethod,
      resourcePath: target.method.resourcePath,
      target,
    })),
  );
}
