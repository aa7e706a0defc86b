// Ends what global-setup.js started.
module.exports = async function tearDown() {
  await globalThis.stopTestServer?.();
};
