// A minimal Lambda runtime in a child process: loads a bundle, invokes its handler with one event after the
// other, and times each.
//
// usage: fork(this file, [BUNDLE]), then send the events; the response is [{ ms, status }]
'use strict';

const [, , file] = process.argv;
const context = { awsRequestId: 'request-1', functionName: 'bench', getRemainingTimeInMillis: () => 10_000 };

process.once('message', async (events) => {
  const { handler } = require(file);
  const answers = [];
  for (const event of events) {
    const started = performance.now();
    const answer = await handler(event, context);
    const ms = performance.now() - started;
    answers.push({ ms, status: answer.statusCode });
  }
  process.send(answers, () => process.exit(0));
});
