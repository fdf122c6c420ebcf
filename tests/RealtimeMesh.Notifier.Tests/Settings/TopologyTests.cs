using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Notifier.Tests.Brokers;

namespace RealtimeMesh.Notifier.Tests.Settings;

public sealed class TopologyTests(TestBrokers brokers, RunningNotifier notifier) : IClassFixture<RunningNotifier>
{
    public static TheoryData<string> AllMessages => new(Messages.Queues.Keys);

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(AllMessages))]
    public async Task Every_message_type_has_its_durable_quorum_queue(string message)
    {
        // RabbitMQ refuses to declare a queue that exists with other arguments.
        Assert.Equal(0u, await notifier.Producer.DeclareAsync(Messages.Queue(message), TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = 60_000)]
    public async Task Event_that_a_MassTransit_service_publishes_is_taken()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var events = await notifier.Screen.ListenAsync("masstransit");
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.UsingRabbitMq((_, rabbit) => rabbit.Host(new Uri(brokers.RabbitMq.ConnectionString)));
        });
        using var service = builder.Build();
        await service.StartAsync(cancellationToken);

        var completed = new JobCompleted
        {
            JobId = new Guid(Messages.JobId),
            UserId = "masstransit",
            JobType = JobTypes.GeneratePodcast,
            SubjectId = new Guid(Messages.SubjectId),
            Sequence = 1,
            OccurredAt = DateTimeOffset.UnixEpoch,
        };
        await service.Services.GetRequiredService<IBus>().Publish(completed, cancellationToken);

        Assert.Contains("\"job_completion\"", await events.NextAsync(cancellationToken), StringComparison.Ordinal);
        await service.StopAsync(cancellationToken);
    }
}
