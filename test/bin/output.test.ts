import { Writable } from 'node:stream';
import { createOutput } from '../../bin/output';

const failing = (code: string) =>
  new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })) });

test('text is written in order, and awaited', async () => {
  const written: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      setImmediate(() => {
        written.push(String(chunk));
        done();
      });
    },
  });
  const output = createOutput(stream);
  await output.write('one');
  expect(written).toEqual(['one']);
  await Promise.all([output.write('two'), output.write('three')]);
  expect(written).toEqual(['one', 'two', 'three']);
  expect(output.isClosed()).toBe(false);
});

test('a reader that closes the output ends it without an error', async () => {
  const output = createOutput(failing('EPIPE'));
  await output.write('one');
  expect(output.isClosed()).toBe(true);
});

test('any other failure is thrown', async () => {
  await expect(createOutput(failing('ENOSPC')).write('one')).rejects.toThrow('ENOSPC');
});
