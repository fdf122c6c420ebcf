using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using RealtimeMesh.Notifier.Diagnostics;
using RealtimeMesh.Notifier.Tests.Brokers;
using RealtimeMesh.Notifier.UserEvents;
using StackExchange.Redis;

namespace RealtimeMesh.Notifier.Tests.UserEvents;

public sealed class RedisUserEventPublisherTests(TestBrokers brokers)
{
    private static readonly UserEventMessage Message = new() { Json = """{"type":"x"}"""u8.ToArray(), MessageId = null };

    [Fact(Timeout = 60_000)]
    public async Task Only_what_Redis_took_counts_as_published()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var services = new ServiceCollection().AddMetrics().AddSingleton<NotifierMetrics>().BuildServiceProvider();
        var published = new MetricCollector<long>(services.GetRequiredService<IMeterFactory>(), NotifierMetrics.MeterName, "mesh.notifier.events.published");
        var duration = new MetricCollector<double>(services.GetRequiredService<IMeterFactory>(), NotifierMetrics.MeterName, "mesh.notifier.publish.duration");
        var configuration = new ConfigurationBuilder().Build();

        await using var redis = new RedisConnection(ConfigurationOptions.Parse(brokers.Redis.ConnectionString));
        await new RedisUserEventPublisher(redis, services.GetRequiredService<NotifierMetrics>(), configuration).PublishAsync("alice", Message, cancellationToken);

        await using var nowhere = new RedisConnection(ConfigurationOptions.Parse("127.0.0.1:1,abortConnect=false,connectTimeout=100"));
        var away = new RedisUserEventPublisher(nowhere, services.GetRequiredService<NotifierMetrics>(), configuration);
        await Assert.ThrowsAnyAsync<RedisException>(() => away.PublishAsync("alice", Message, cancellationToken));

        Assert.Equal(1, published.GetMeasurementSnapshot().EvaluateAsCounter());
        Assert.Single(duration.GetMeasurementSnapshot());
    }
}
