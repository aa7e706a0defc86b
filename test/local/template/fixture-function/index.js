// A function that returns its own event, for stacks of the tests.
exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });
