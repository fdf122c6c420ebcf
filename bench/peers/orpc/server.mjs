// The seed's stream: an event iterator over HTTP, fed by the publisher.
import { createServer } from 'node:http';
import { os } from '@orpc/server';
import { RPCHandler } from '@orpc/server/node';
import { publisher } from './publisher.mjs';

const router = {
  events: {
    subscribe: os.route({ method: 'GET' }).handler(async function* ({ context, signal, lastEventId }) {
      const events = publisher.subscribe(context.user, { signal, lastEventId });
      yield { type: 'connected' };
      yield* events;
    }),
  },
};

const handler = new RPCHandler(router, { eventIteratorKeepAliveInterval: 15_000 });
const server = createServer(async (request, response) => {
  const user = new URL(request.url, 'http://localhost').searchParams.get('user');
  const { matched } = await handler.handle(request, response, { prefix: '/rpc', context: { user } });
  if (!matched) response.writeHead(404).end();
});

server.listen({ port: process.env.PORT, host: '127.0.0.1', backlog: 4096 }, () => console.log('ready'));
process.on('SIGTERM', () => process.exit(0));
