/** The code of a function that fails in the way its event names. */
export const faulty = `
exports.handler = async (event) => {
  if (event === 'throw') throw new TypeError('broken');
  if (event === 'no stack') { const error = new Error('Unauthorized'); error.stack = undefined; throw error; }
  if (event === 'throw text') throw 'text';
  if (event === 'hostile') throw Object.defineProperty(new Error(), 'message', { get() { throw 1; } });
  if (event === 'exit') process.exit(3);
  if (event === 'crash') { setImmediate(() => { throw new RangeError('loose'); }); await new Promise(() => {}); }
  if (event === 'reject') { Promise.reject(new Error('unhandled')); await new Promise(() => {}); }
  if (event === 'circular') { const value = {}; value.self = value; return value; }
  if (event === 'big') return 'x'.repeat(7_000_000);
  return event;
};`;
