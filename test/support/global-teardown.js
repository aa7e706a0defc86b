// Ends the processes that global-setup.js started.
const { closeRunFolder } = require('./run-folder.js');

module.exports = async function tearDown() {
  await globalThis.stopTestServer?.();
  closeRunFolder();
};
