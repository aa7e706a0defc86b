/** Serves the app with the built client: `node examples/spa/serve.mjs [URL of the API] [port]`. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

const [baseUrl = 'http://localhost:3000', port = '5173'] = process.argv.slice(2);

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const files = {
  '/': [here('index.html'), 'text/html; charset=utf-8'],
  '/app.mjs': [here('app.mjs'), 'text/javascript'],
};

/** Returns the file of a path, and its type. */
function find(path) {
  if (path.startsWith('/client/')) return [here(`../../client/dist/${basename(path)}`), 'text/javascript'];
  return files[path];
}

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost');
  if (pathname === '/settings.json') {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ baseUrl }));
    return;
  }
  const [file, type] = find(pathname) ?? [];
  const body = file && (await readFile(file).catch(() => undefined));
  if (body) response.writeHead(200, { 'content-type': type }).end(body);
  else response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found. Is the client built?\n');
});

server.listen(Number(port), '127.0.0.1', () => {
  console.log(`ready http://localhost:${server.address().port}`);
});
