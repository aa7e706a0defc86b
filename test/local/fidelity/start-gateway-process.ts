/** Starts a small gateway in a separate process. */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { typescriptOptions } from '../../support/typescript-process';
import { addFunction, synthesizeStack } from '../template/synthesize';

/** A gateway in another process. */
export interface GatewayProcess {
  readonly port: number;
  /** Returns the bytes of heap and buffers after a garbage collection. */
  heap(): Promise<number>;
  /**
   * Asks the process to end and waits for it. Resolves with its exit code, or with the signal that ended it.
   */
  end(): Promise<number | string | null>;
  /** Returns the output to stderr. */
  complaints(): string;
}

/** Synthesizes a stack with a function for every path except `/things`, which validates, and `/mock`. */
function synthesize(): string {
  return synthesizeStack((stack) => {
    const api = new apigateway.RestApi(stack, 'Api', { binaryMediaTypes: ['image/*'] });
    const echo = new apigateway.LambdaIntegration(addFunction(stack, 'Echo'));
    api.root.addMethod('ANY', echo);
    api.root.addProxy({ defaultIntegration: echo });
    const model = api.addModel('Thing', {
      schema: { type: apigateway.JsonSchemaType.OBJECT, required: ['name'] },
    });
    api.root.addResource('things').addMethod('POST', echo, {
      requestModels: { 'application/json': model },
      requestValidatorOptions: { validateRequestBody: true },
    });
    api.root.addResource('mock').addMethod('GET', new apigateway.MockIntegration());
  });
}

function next<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as T));
    child.once('exit', (code) => reject(new Error(`The gateway's process ended with ${code}.`)));
  });
}

/** Starts the process. The caller must end it. */
export async function startGatewayProcess(): Promise<GatewayProcess> {
  const child = fork(join(__dirname, 'gateway-process.ts'), [synthesize()], {
    execArgv: ['--expose-gc', ...typescriptOptions],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let complaints = '';
  child.stderr?.on('data', (chunk) => {
    complaints += chunk;
  });
  // Ends the process even if a test fails to.
  process.once('exit', () => child.kill('SIGKILL'));
  const ended = new Promise<number | string | null>((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal));
  });
  const { port } = await next<{ port: number }>(child);
  return {
    port,
    heap: async () => {
      const answer = next<{ heap: number }>(child);
      child.send('heap');
      return (await answer).heap;
    },
    end: async () => {
      if (child.connected) child.send('end');
      return ended;
    },
    complaints: () => complaints,
  };
}
