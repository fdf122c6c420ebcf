// The seed's ssePublisher: oRPC's own publisher on Redis pub/sub, one channel per user.
import { IORedisPublisher } from '@orpc/experimental-publisher/ioredis';
import { Redis } from 'ioredis';

const { REDIS, CHANNEL_PREFIX = 'cs:sse:user' } = process.env;

export const publisher = new IORedisPublisher({
  commander: new Redis(`redis://${REDIS}`),
  listener: new Redis(`redis://${REDIS}`, { autoResubscribe: true }),
  prefix: `${CHANNEL_PREFIX}:`,
});
