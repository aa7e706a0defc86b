import type { Listener } from '../../../local/gateway/http/listener';
import { createStagePorts } from '../../../local/run/stage-ports';

function createPorts() {
  const closed: number[] = [];
  let port = 0;
  const open = async (): Promise<Listener> => {
    port += 1;
    const own = port;
    return {
      port: own,
      origin: `http://localhost:${own}`,
      serve: () => {},
      close: async () => {
        closed.push(own);
      },
    };
  };
  return { ports: createStagePorts(open), closed };
}

test('a stage always has the same port, and no other stage has it', async () => {
  const { ports } = createPorts();
  const first = await ports.of('Api', 'v1');
  expect(await ports.of('Api', 'v1')).toBe(first);
  expect(await ports.of('Api', 'v2')).not.toBe(first);
  expect(await ports.of('Other', 'v1')).not.toBe(first);
});

test('an unused port is closed on request, and its stage receives another one', async () => {
  const { ports, closed } = createPorts();
  const kept = await ports.of('Api', 'v1');
  const gone = await ports.of('Api', 'v2');
  const close = ports.withdraw(['http://localhost:3000', kept.origin]);
  expect(closed).toEqual([]);
  expect(await ports.of('Api', 'v2')).not.toBe(gone);
  expect(await ports.of('Api', 'v1')).toBe(kept);
  await close();
  expect(closed).toEqual([gone.port]);
});

test('closing closes all ports, including withdrawn ones', async () => {
  const { ports, closed } = createPorts();
  await ports.of('Api', 'v1');
  await ports.of('Api', 'v2');
  ports.withdraw([]);
  await ports.of('Api', 'v2');
  await ports.close();
  expect(closed).toEqual([1, 2, 3]);
});
