// Plain Node: one Redis subscription per user, one write per stream.
import { createServer } from 'node:http';
import { Redis } from 'ioredis';

const { PORT, REDIS, CHANNEL_PREFIX = 'cs:sse:user' } = process.env;
const redis = new Redis(`redis://${REDIS}`);
const streams = new Map();

redis.on('message', (channel, event) => {
  // Encoded once: a string would be encoded again for each stream.
  const frame = Buffer.from(`data: ${event}\n\n`);
  for (const response of streams.get(channel) ?? []) response.write(frame);
});

const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://localhost');
  const user = url.searchParams.get('user');
  if (url.pathname !== '/events' || !user) return response.writeHead(404).end();

  const channel = `${CHANNEL_PREFIX}:${user}`;
  const ofUser = streams.get(channel) ?? new Set();
  streams.set(channel, ofUser.add(response));
  response.on('close', () => leave(channel, response));
  if (ofUser.size === 1) ofUser.subscribed = redis.subscribe(channel);
  await ofUser.subscribed;

  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  response.write('data: {"type":"connected"}\n\n');
});

function leave(channel, response) {
  const ofUser = streams.get(channel);
  ofUser.delete(response);
  if (ofUser.size > 0) return;
  streams.delete(channel);
  redis.unsubscribe(channel);
}

server.listen({ port: PORT, host: '127.0.0.1', backlog: 4096 }, () => console.log('ready'));
process.on('SIGTERM', () => process.exit(0));
