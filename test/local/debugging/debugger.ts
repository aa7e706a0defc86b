/**
 * A debugger with the Chrome DevTools protocol, as in editors. It attaches to a process and to its worker
 * threads.
 */
import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { request } from 'node:http';
import type { Socket } from 'node:net';

/** A message of the protocol. */
export interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: unknown;
}

/** One target: the process, or one of its workers. */
export interface Target {
  send(method: string, params?: object): Promise<Readonly<Record<string, unknown>>>;
  /** Emits every event of the target with its parameters, by its method. */
  readonly events: EventEmitter;
}

/** @param write sends a text to the target */
export function createTarget(write: (text: string) => void): Target & { receive(message: Message): void } {
  const events = new EventEmitter();
  const waiting = new Map<number, (message: Message) => void>();
  let ids = 0;
  return {
    events,
    send: (method, params = {}) =>
      new Promise((resolve, reject) => {
        ids += 1;
        waiting.set(ids, ({ result = {}, error }) =>
          error ? reject(new Error(JSON.stringify(error))) : resolve(result),
        );
        write(JSON.stringify({ id: ids, method, params }));
      }),
    receive(message) {
      if (message.id !== undefined) waiting.get(message.id)?.(message);
      if (message.method !== undefined) events.emit(message.method, message.params);
    },
  };
}

/** Attaches to a process at the `ws:` address that it prints. Node 20 has no WebSocket client. */
export async function attach(address: string): Promise<Target & { close(): void }> {
  const socket = await connect(new URL(address));
  const target = createTarget((text) => socket.write(maskedFrame(text)));
  let pending = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    for (let frame = readFrame(pending); frame !== undefined; frame = readFrame(pending)) {
      pending = pending.subarray(frame.end);
      if (frame.opcode === TEXT) target.receive(JSON.parse(frame.text));
      if (frame.opcode === CLOSE) socket.end();
    }
  });
  return { ...target, close: () => socket.destroy() };
}

const TEXT = 1;
const CLOSE = 8;

function connect({ hostname, port, pathname }: URL): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const upgrade = request({
      hostname,
      port,
      path: pathname,
      headers: {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
      },
    });
    upgrade.on('upgrade', (_response, socket: Socket) => resolve(socket));
    upgrade.on('error', reject);
    upgrade.end();
  });
}

/** Returns a frame of a client: RFC 6455 section 5.2. */
function maskedFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const mask = randomBytes(4);
  const head = Buffer.alloc(payload.length < 126 ? 2 : 4);
  head[0] = 0x80 | TEXT;
  head[1] = 0x80 | Math.min(payload.length, 126);
  if (payload.length >= 126) head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, mask, payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0))]);
}

/** Reads a frame of the server. It is not masked and not fragmented. */
function readFrame(buffer: Buffer): { opcode: number; text: string; end: number } | undefined {
  if (buffer.length < 2) return undefined;
  const short = buffer.readUInt8(1) & 0x7f;
  const start = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (buffer.length < start) return undefined;
  const length =
    short < 126 ? short : short === 126 ? buffer.readUInt16BE(2) : Number(buffer.readBigUInt64BE(2));
  const end = start + length;
  if (buffer.length < end) return undefined;
  return { opcode: buffer.readUInt8(0) & 0xf, text: buffer.toString('utf8', start, end), end };
}
