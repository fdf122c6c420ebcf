// What the notifier is measured against: one queue of job events, RabbitMQ.Client and StackExchange.Redis, and nothing that a service needs besides.
// It deserialises each envelope, writes the user event, runs the notifier's own script, and acknowledges in batches once Redis has answered.
using System.Threading.Channels;
using RabbitMQ.Client;
using RawConsumer;
using StackExchange.Redis;

const int Prefetch = 500;
const int LargestBatch = 100;

var queue = args is [var named] ? named : "notifier-job-progressed";
var rabbitMq = Environment.GetEnvironmentVariable("ConnectionStrings__rabbitmq") ?? "amqp://guest:guest@localhost:5672";
var redis = await ConnectionMultiplexer.ConnectAsync(Environment.GetEnvironmentVariable("ConnectionStrings__redis") ?? "localhost:6379");
await using var connection = await new ConnectionFactory { Uri = new Uri(rabbitMq) }.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync();
await channel.BasicQosAsync(0, Prefetch, global: false);

var publishing = Channel.CreateBounded<(ulong Tag, Task Published)>(Prefetch);
await channel.BasicConsumeAsync(queue, autoAck: false, new JobConsumer(channel, new UserEventScript(redis.GetDatabase()), publishing.Writer));

var unacknowledged = 0;
await foreach (var (tag, published) in publishing.Reader.ReadAllAsync())
{
    await published;
    if (++unacknowledged == LargestBatch || publishing.Reader.Count == 0)
    {
        await channel.BasicAckAsync(tag, multiple: true);
        unacknowledged = 0;
    }
}
