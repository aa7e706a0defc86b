// A minimal Lambda runtime. A bare node runs it once per measurement: it loads a bundle, invokes its handler,
// and reports.
//
// usage: node cold-runtime.cjs BUNDLE '{"event":…,"warmups":0,"repeats":0}' the report goes to file
// descriptor 3
'use strict';
const { writeSync } = require('node:fs');

const [, , file, plan] = process.argv;
const { event, warmups, repeats } = JSON.parse(plan);
const context = { awsRequestId: 'request-1', functionName: 'bench', getRemainingTimeInMillis: () => 10_000 };

const now = () => performance.now();
const cpu = (since) => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};

async function invoke(handler) {
  try {
    return { value: await handler(event, context) };
  } catch (error) {
    return { error: String(error?.message ?? error) };
  }
}

async function main() {
  const cpuBefore = process.cpuUsage();
  const started = now();
  const { handler } = require(file);
  const loaded = now();
  const answer = await invoke(handler);
  const ended = now();
  const coldCpuMs = cpu(cpuBefore);
  for (let made = 0; made < warmups; made++) await invoke(handler);
  const warmBefore = process.cpuUsage();
  const warmStarted = now();
  for (let made = 0; made < repeats; made++) await invoke(handler);
  const report = {
    answer,
    loadMs: loaded - started,
    invokeMs: ended - loaded,
    coldMs: ended - started,
    coldCpuMs,
    ...(repeats > 0 && { warmMs: (now() - warmStarted) / repeats, warmCpuMs: cpu(warmBefore) / repeats }),
    files: Object.keys(require.cache),
    builtins: process.moduleLoadList,
  };
  writeSync(3, JSON.stringify(report));
  process.exit(0);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
