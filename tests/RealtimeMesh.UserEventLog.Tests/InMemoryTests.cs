using Microsoft.Extensions.Time.Testing;
using RealtimeMesh.AllInOne.Brokers;

namespace RealtimeMesh.UserEventLog.Tests;

public sealed class InMemoryTests : UserEventLogSpecification
{
    protected override ILogUnderTest Log { get; } = new InMemory();

    [Fact]
    public async Task Stream_of_an_edge_that_is_not_heard_of_any_more_counts_for_less_than_a_minute()
    {
        await Log.Source.OpenAsync("alice", "lives", 20);
        await Log.Source.OpenAsync("alice", "dies", 20);
        await Log.PassAsync(TimeSpan.FromSeconds(3));
        for (var seconds = 3; seconds < 60; seconds += 3)
        {
            Assert.NotNull(await Log.Source.CheckAsync("alice", ["lives"], 0));
            await Log.PassAsync(TimeSpan.FromSeconds(3));
        }

        Assert.Equal(1, await Log.Source.CountStreamsAsync("alice"));
    }

    private sealed class InMemory : ILogUnderTest
    {
        private readonly FakeTimeProvider _time = new();
        private readonly InMemoryUserEventLog _log;

        public InMemory() => _log = new InMemoryUserEventLog(Microsoft.Extensions.Options.Options.Create(Options), _time);

        public IUserEventPublisher Publisher => _log;

        public IUserEventSource Source => _log;

        public Task PassAsync(TimeSpan time)
        {
            _time.Advance(time);
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
