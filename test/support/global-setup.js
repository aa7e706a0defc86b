// Runs once per test run: synthesizes a stage and serves it, unless BASE_URL names a running server.
// TEST_BASE_PATH sets the base path of its routes.
const { generateKeyPairSync } = require('node:crypto');
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { startLocalServer } = require('./local-server.ts');
const openRunFolder = require('./run-folder.js');
const { copyChanged } = require('./change-template.ts');
const { makePatient } = require('./patient-functions.ts');
const { synthesize } = require('./synthesize.ts');

module.exports = async function setUp() {
  await openRunFolder();
  if (process.env.BASE_URL) return;
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-assembly-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const synthesized = join(folder, 'cdk.out');
    const basePath = process.env.TEST_BASE_PATH ?? '';
    const app = basePath === '' ? undefined : 'node --import tsx test/support/app-under-base-path.ts';
    await synthesize({ output: synthesized, stage: 'test', app });
    const assembly =
      process.env.SOAK === '1' ? hashAsDeployed(synthesized, join(folder, 'soak')) : synthesized;
    // Suites that load a busy machine use this server. Suites about timeouts serve the unchanged assembly.
    const served = join(folder, 'served');
    copyChanged(assembly, served, (resources) => makePatient(served, resources));
    const server = await startLocalServer({ assembly: served });
    // The workers that run the suites inherit these variables.
    process.env.TEST_SERVER_ORIGIN = server.origin + basePath;
    process.env.TEST_SERVER_LOG = server.logFile;
    process.env.TEST_SERVER_FOLDER = server.folder;
    process.env.TEST_ASSEMBLY = assembly;
    process.env.TEST_SIGNING_KEY = makeSigningKey();
    process.env.ORIGIN ??= 'https://app.example.com';
    globalThis.stopTestServer = async () => {
      await server.stop();
      remove();
    };
  } catch (error) {
    remove();
    throw error;
  }
};

/** Creates a key as long as the template's. */
function makeSigningKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 3072 });
  return privateKey.export({ format: 'pem', type: 'pkcs8' });
}

/** Hashes passwords with a deployment's parameters, for a soak test. */
function hashAsDeployed(assembly, copy) {
  copyChanged(assembly, copy, (resources) => {
    for (const { Properties } of Object.values(resources)) {
      const variables = Properties?.Environment?.Variables;
      if (variables?.ARGON2_MEMORY_KIB === undefined) continue;
      Object.assign(variables, {
        ARGON2_MEMORY_KIB: '19456',
        ARGON2_ITERATIONS: '2',
        ARGON2_PARALLELISM: '1',
      });
    }
  });
  return copy;
}
