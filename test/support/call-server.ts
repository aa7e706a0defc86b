/** Requests of the AWS SDK to a server of this process, without a connection, which would double their cost. */
import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';

/** The parts of the SDK's request that a service with a JSON protocol reads. */
interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

interface SdkResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

/** Creates a `requestHandler` of an SDK client. The server reads each body at once, and answers with one. */
export function createServerCaller(server: Server) {
  return {
    handle: ({ method, path, headers, body }: SdkRequest) =>
      new Promise<{ response: SdkResponse }>((resolve) => {
        const request = Object.assign(new EventEmitter(), { method, url: path, headers });
        const answered: Record<string, string> = {};
        server.emit('request', request, {
          statusCode: 200,
          setHeader: (name: string, value: unknown) => {
            answered[name.toLowerCase()] = String(value);
          },
          end(text: string) {
            const response = { statusCode: this.statusCode, headers: answered, body: Buffer.from(text) };
            resolve({ response });
          },
        });
        request.emit('data', Buffer.concat([body]));
        request.emit('end');
      }),
  };
}
