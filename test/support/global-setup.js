// Once a test run: synthesizes a stage and serves it, unless BASE_URL names a server that runs already.
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { startLocalServer } = require('./local-server.ts');
const { synthesize } = require('./synthesize.ts');

module.exports = async function setUp() {
  if (process.env.BASE_URL) return;
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-assembly-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const assembly = join(folder, 'cdk.out');
    // a soak hashes passwords with the parameters of a deployment
    const stage = process.env.SOAK === '1' ? 'dev' : 'test';
    await synthesize({ output: assembly, stage });
    const server = await startLocalServer({ assembly });
    // the workers that run the suites inherit these
    process.env.TEST_SERVER_ORIGIN = server.origin;
    process.env.TEST_SERVER_LOG = server.logFile;
    process.env.TEST_SERVER_FOLDER = server.folder;
    process.env.TEST_ASSEMBLY = assembly;
    process.env.ORIGIN ??= stage === 'dev' ? 'http://localhost:5173' : 'https://app.example.com';
    globalThis.stopTestServer = async () => {
      await server.stop();
      remove();
    };
  } catch (error) {
    remove();
    throw error;
  }
};
