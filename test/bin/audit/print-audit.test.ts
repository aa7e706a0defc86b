import { createPrintedAudit } from '../../../bin/audit/print-audit';

const RUN = { runId: 'run-1', operator: 'local', reason: undefined, table: 'users' };
const LINE =
  '{"level":"INFO","timestamp":"1970-01-01T00:00:00.000Z","audited":true,"event":"operator_unlock","runId":"run-1","operator":"local","table":"users","sub":"a-sub","forgetDevices":false}\n';

async function print(isTTY: boolean): Promise<string> {
  const printed: string[] = [];
  const stream = { isTTY, write: (text: string) => printed.push(text) };
  const recordAudit = createPrintedAudit({ run: RUN, stream, now: () => 0 });
  await recordAudit('operator_unlock', { sub: 'a-sub', forgetDevices: false });
  return printed.join('');
}

test('an event is one line of JSON, the same as in the log of a deployed stage', async () => {
  expect(await print(false)).toBe(LINE);
});

test('on a terminal it replaces the progress bar', async () => {
  expect(await print(true)).toBe(`\r\u001B[K${LINE}`);
});
