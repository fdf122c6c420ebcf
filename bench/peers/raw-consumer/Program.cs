// The notifier's work in the fewest lines: RabbitMQ.Client from a quorum queue, the domain event out of MassTransit's envelope, the same script in Redis.
// Nothing is refused, retried, mapped by type or measured.
//   RABBITMQ=amqp://… REDIS=host:port RealtimeMesh.Peers.RawConsumer
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RealtimeMesh.Peers.RawConsumer;
using RealtimeMesh.UserEventLog;
using RealtimeMesh.UserEventLog.Redis;

const string exchange = "RealtimeMesh.Contracts.Studio:JobCompleted";
const string queue = "raw-consumer";
const ushort atOnce = 100;

var builder = WebApplication.CreateSlimBuilder();
builder.Configuration["ConnectionStrings:redis"] = Environment.GetEnvironmentVariable("REDIS");
builder.Logging.ClearProviders();
builder.AddRedisUserEventLog("raw-consumer");
await using var services = builder.Services.BuildServiceProvider();
var publisher = services.GetRequiredService<IUserEventPublisher>();
var redis = services.GetRequiredService<RedisConnection>();
while (!redis.IsConnected)
{
    await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
}

var factory = new ConnectionFactory { Uri = new Uri(Environment.GetEnvironmentVariable("RABBITMQ")!), ConsumerDispatchConcurrency = atOnce };
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync();
await channel.BasicQosAsync(0, atOnce * 2, global: false);
await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true);
await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
await channel.QueueBindAsync(queue, exchange, "");

var consumer = new AsyncEventingBasicConsumer(channel);
consumer.ReceivedAsync += async (_, delivery) =>
{
    var envelope = JsonSerializer.Deserialize(delivery.Body.Span, RawJson.Default.Envelope)!;
    await publisher.PublishAsync(envelope.Message.UserId, envelope.ToUserEvent(), CancellationToken.None);
    await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
};
await channel.BasicConsumeAsync(queue, autoAck: false, consumer);
Console.WriteLine("ready");

var stopped = new TaskCompletionSource();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    stopped.TrySetResult();
});
await stopped.Task;
