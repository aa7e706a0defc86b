/** Serves an assembly's first API with its functions in a separate process, for tests of a whole process. */
import { createFunctions } from '../../../local/functions/functions';
import { createGateway } from '../../../local/gateway/gateway';
import { listen } from '../../../local/gateway/http/listener';
import { readAssembly } from '../../../local/template/read-assembly';

async function main(assembly: string): Promise<void> {
  const app = readAssembly(assembly);
  const [api] = app.apis;
  if (api === undefined) throw new Error('The assembly has no API.');
  const functions = await createFunctions({
    definitions: app.functions,
    region: app.region,
    endpoint: 'http://127.0.0.1:1',
    credentialsOf: () => ({ accessKeyId: 'KEY', secretAccessKey: 'SECRET', sessionToken: 'SESSION' }),
    project: assembly,
    onLog: (log) => process.stderr.write(`${log.text}\n`),
  });
  await functions.warm();
  const listener = await listen({ port: 0 });
  listener.serve(createGateway(api, { ...app, throttle: false, invoke: functions.invoke }));
  process.on('message', async (message) => {
    if (message === 'heap') {
      // Memory that only a finalizer frees is free after the second round.
      for (let round = 0; round < 2; round += 1) {
        global.gc?.();
        for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      }
      process.send?.({ heap: process.memoryUsage().heapUsed + process.memoryUsage().external });
    } else {
      await listener.close();
      await functions.close();
      // The process now ends by itself, unless a resource is still open.
      process.disconnect();
    }
  });
  process.send?.({ port: listener.port });
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  process.stderr.write(`${error}\n`);
  process.exit(1);
});
