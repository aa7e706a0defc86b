// Ends what run-folder.js has begun.
const { closeRunFolder } = require('./run-folder.js');

module.exports = async function tearDown() {
  closeRunFolder();
};
