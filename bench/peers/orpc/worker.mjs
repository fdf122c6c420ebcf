// The seed's worker with the bus before it: takes events from a durable quorum queue and publishes each to its users.
import amqp from 'amqplib';
import { publisher } from './publisher.mjs';

const exchange = 'RealtimeMesh.Contracts.UserEvents:PublishUserEvent';
const queue = 'orpc-publish-user-event';
const prefetch = 32;

const connection = await amqp.connect(process.env.RABBITMQ, { noDelay: true });
const channel = await connection.createChannel();
await channel.assertExchange(exchange, 'fanout', { durable: true });
await channel.assertQueue(queue, { durable: true, arguments: { 'x-queue-type': 'quorum' } });
await channel.bindQueue(queue, exchange, '');
await channel.prefetch(prefetch);
await channel.consume(queue, async (message) => {
  const { userIds, event } = JSON.parse(message.content.toString());
  await Promise.all(userIds.map((user) => publisher.publish(user, event)));
  channel.ack(message);
});

console.log('ready');
process.on('SIGTERM', () => process.exit(0));
