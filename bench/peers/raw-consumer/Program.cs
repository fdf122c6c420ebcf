// The notifier's work in the fewest lines: RabbitMQ.Client from a quorum queue, the domain event out of MassTransit's envelope, the same script in Redis.
// Nothing is refused, retried, mapped by type or measured.
//   RABBITMQ=amqp://… REDIS=host:port RealtimeMesh.Peers.RawConsumer
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RealtimeMesh.Peers.RawConsumer;
using RealtimeMesh.UserEventLog;
using RealtimeMesh.UserEventLog.Redis;

var builder = WebApplication.CreateSlimBuilder();
builder.Configuration["ConnectionStrings:redis"] = Environment.GetEnvironmentVariable("REDIS");
builder.Logging.ClearProviders();
builder.AddRedisUserEventLog("raw-consumer");
await using var services = builder.Services.BuildServiceProvider();
var redis = services.GetRequiredService<RedisConnection>();
while (!redis.IsConnected)
{
    await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
}

var stopped = new TaskCompletionSource();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    stopped.TrySetResult();
});
await using var connection = await Consumption.BeginAsync(
    new Uri(Environment.GetEnvironmentVariable("RABBITMQ")!), services.GetRequiredService<IUserEventPublisher>());
Console.WriteLine("ready");
await Task.WhenAny(stopped.Task, Consumption.Acknowledging);
