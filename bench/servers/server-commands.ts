/** The commands that start the local run and its peers. */
import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../lib/bundling/esbuild-options';
import { bundle } from '../measure/bundle';
import { findFreePort } from './find-free-port';
import { type Server, startServer } from './start-server';

/** The folder for a server's files. */
interface Place {
  /** Its `node_modules` is the project's. */
  readonly folder: string;
}

const READY = /^ready (http:\/\/(?:localhost|127\.0\.0\.1):\d+)$/m;
const PEERS = join(__dirname, '..', 'peers');

/** What the local run serves, and its folders. */
export interface LocalRunPlace extends Place {
  /** @default - synthesizes the project of the working directory */
  readonly assembly?: string;
  /** The working directory. @default - `folder` */
  readonly project?: string;
  /** Starts it as `npm start`, including npm. @default false */
  readonly byNpm?: boolean;
  /** The stage to synthesize. @default - the local run's own default */
  readonly stage?: string;
}

/** Starts the local run, with an empty table. */
export function startLocalRun({
  folder,
  assembly,
  stage,
  project = folder,
  byNpm,
}: LocalRunPlace): Promise<Server> {
  const options = [
    ...['--memory', '--no-throttle', '--port', '0'],
    ...(assembly === undefined ? [] : ['--assembly', assembly]),
    ...(stage === undefined ? [] : ['--stage', stage]),
  ];
  const sources = project === folder ? PROJECT_ROOT : project;
  return startServer({
    ...(byNpm
      ? { command: 'npm', args: ['start', '--silent', '--', ...options] }
      : { command: process.execPath, args: [...readStartCommand(sources), ...options] }),
    cwd: project,
    folder,
    ready: READY,
  });
}

/** Returns the arguments that `npm start` passes to node. */
function readStartCommand(sources: string): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(join(sources, 'package.json'), 'utf8'));
  return String(scripts.start)
    .split(' ')
    .slice(1)
    .map((word) => (word.endsWith('.cjs') ? join(sources, word) : word));
}

/** Starts a peer of bench/peers/servers, bundled like a function. */
export async function startPeer(
  name: string,
  { folder, environment }: Place & { readonly environment: Readonly<Record<string, string>> },
): Promise<Server> {
  const { file } = await bundle({ entry: `bench/peers/servers/${name}.ts`, folder, name });
  return startServer({
    command: process.execPath,
    args: [file],
    cwd: folder,
    environment: { NODE_ENV: 'production', ...environment },
    folder,
    ready: READY,
  });
}

/**
 * How serverless-offline runs functions: in worker threads, which is its default, or all in its own process.
 */
export type OfflineMode = 'default' | 'in-process';

/** Starts serverless-offline on the fixture's functions. */
export async function startServerlessOffline(
  mode: OfflineMode,
  { folder, publicKey }: Place & { readonly publicKey: string },
): Promise<Server> {
  const service = join(folder, `serverless-offline-${mode}`);
  mkdirSync(service, { recursive: true });
  cpSync(join(PEERS, 'serverless-offline'), service, { recursive: true });
  cpSync(join(__dirname, '..', 'fixture', 'functions'), join(service, 'functions'), { recursive: true });
  symlinkOnce(join(PEERS, 'node_modules'), join(service, 'node_modules'));
  const [httpPort, lambdaPort] = [await findFreePort(), await findFreePort()];
  const osls = join(PEERS, 'node_modules', 'osls', 'bin', 'serverless.js');
  const ports = ['--httpPort', String(httpPort), '--lambdaPort', String(lambdaPort)];
  return startServer({
    command: process.execPath,
    args: [
      osls,
      'offline',
      ...['--host', '127.0.0.1', '--noPrependStageInUrl', ...ports],
      ...(mode === 'in-process' ? ['--useInProcess'] : []),
    ],
    cwd: service,
    environment: { PUBLIC_KEY: publicKey, SLS_TRACKING_DISABLED: '1', AWS_REGION: 'us-east-1' },
    folder,
    ready: /Server ready: (http:\/\/127\.0\.0\.1:\d+)/,
  });
}

function symlinkOnce(target: string, path: string): void {
  try {
    symlinkSync(target, path, 'dir');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
