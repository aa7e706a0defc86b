// Removes the folder that run-folder.js created.
const { closeRunFolder } = require('./run-folder.js');

module.exports = async function tearDown() {
  closeRunFolder();
};
