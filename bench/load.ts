/** `npm run load`: a load test of any deployment. */
import { findUsageFault } from '../bin/usage-error';
import { createHttpClient } from './http/client';
import { type Action, chooseAction } from './load/mix';
import { HELP, type LoadOptions, parseLoadOptions } from './load/options';
import { renderReport } from './load/render-report';
import { sendSteadily } from './load/send-steadily';
import { createTally, type Tally } from './load/tally';
import { createUsers } from './load/users';
import { watchMemory } from './load/watch-memory';

const CONNECTIONS = 100;
const PROGRESS_MS = 5_000;

async function main(): Promise<void> {
  const options = parseLoadOptions(process.argv.slice(2));
  if (options.help) return console.log(HELP);
  process.exitCode = (await runLoadTest(options)) ? 0 : 1;
}

/** Runs the test. Returns whether every response was expected. */
async function runLoadTest({ url, rate, minutes, users: accounts }: LoadOptions): Promise<boolean> {
  const client = createHttpClient(url, { connections: CONNECTIONS });
  const users = createUsers(client);
  const tally = createTally();
  let underWay = 0;

  async function perform(wanted: Action): Promise<void> {
    underWay += 1;
    const started = performance.now();
    try {
      const { action, answer } = await users.perform(wanted);
      tally.add({ action, result: answer.status, ms: answer.ms });
    } catch (error) {
      tally.add({ action: wanted, result: codeOf(error), ms: performance.now() - started });
    }
    underWay -= 1;
  }

  console.error(`creating ${accounts} accounts at ${url} …`);
  for (let made = 0; made < accounts; made++) await perform('sign up');
  if (countFailures(tally, true) + countFailures(tally, false) === accounts) {
    throw new Error(`No user could sign up (${tally.failures()[0]?.result}): check that the API is running`);
  }
  if (!users.canRefresh()) console.error('no refresh tokens: users send other requests instead of refreshes');
  const memory = watchMemory(url);
  const started = performance.now();
  const elapsed = () => (performance.now() - started) / 1000;
  const progress = setInterval(() => {
    const times = `${Math.round(elapsed())} s of ${Math.round(minutes * 60)}`;
    const refused = countFailures(tally, true);
    const failed = countFailures(tally, false);
    console.error(
      `${times}: ${tally.count()} responses, ${underWay} under way, ${refused} throttled (429), ${failed} failed`,
    );
  }, PROGRESS_MS);
  await sendSteadily({ rate, seconds: minutes * 60, send: () => perform(chooseAction(Math.random())) });
  clearInterval(progress);
  memory?.stop();
  client.close();
  console.log(`\n${renderReport(tally, { seconds: elapsed(), memory: memory?.samples ?? [] })}`);
  return tally.failures().every(({ expected }) => expected);
}

function countFailures(tally: Tally, wanted: boolean): number {
  return tally.failures().reduce((sum, { count, expected }) => (expected === wanted ? sum + count : sum), 0);
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? (error as Error).name;
}

main().catch((error: unknown) => {
  const usageFault = findUsageFault(error);
  console.error(usageFault ?? (error instanceof Error ? error.message : error));
  process.exitCode = usageFault === undefined ? 1 : 2;
});
