/** `npm run load`: a load test of any deployment. */
import { createHttpClient } from './http/client';
import { type Action, chooseAction } from './load/mix';
import { HELP, type LoadOptions, parseLoadOptions } from './load/options';
import { renderReport } from './load/render-report';
import { sendSteadily } from './load/send-steadily';
import { createTally } from './load/tally';
import { createUsers } from './load/users';
import { watchMemory } from './load/watch-memory';

const CONNECTIONS = 100;
const PROGRESS_MS = 5_000;

async function main(): Promise<void> {
  const options = parseLoadOptions(process.argv.slice(2));
  if (options.help) return console.log(HELP);
  process.exitCode = (await runLoadTest(options)) ? 0 : 1;
}

/** Returns whether nothing unexpected came back. */
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

  console.error(`making ${accounts} accounts at ${url} …`);
  for (let made = 0; made < accounts; made++) await perform('sign up');
  const refused = tally.failures().reduce((sum, { count }) => sum + count, 0);
  if (refused === accounts) {
    throw new Error(`Nobody could sign up (${tally.failures()[0]?.result}): is the API there?`);
  }
  if (!users.canRefresh()) console.error('no refresh tokens: users call in the place of refreshing');
  const memory = watchMemory(url);
  const started = performance.now();
  const elapsed = () => (performance.now() - started) / 1000;
  const progress = setInterval(() => {
    const failed = tally.failures().reduce((sum, { count }) => sum + count, 0);
    console.error(
      `${Math.round(elapsed())} s of ${Math.round(minutes * 60)}: ${tally.count()} answered, ${underWay} under way, ${failed} failed`,
    );
  }, PROGRESS_MS);
  await sendSteadily({ rate, seconds: minutes * 60, send: () => perform(chooseAction(Math.random())) });
  clearInterval(progress);
  memory?.stop();
  client.close();
  console.log(`\n${renderReport(tally, { seconds: elapsed(), memory: memory?.samples ?? [] })}`);
  return tally.failures().every(({ expected }) => expected);
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? (error as Error).name;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
