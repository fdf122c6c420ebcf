using Microsoft.Extensions.Time.Testing;
using RealtimeMesh.AllInOne.Brokers;

namespace RealtimeMesh.UserEventLog.Tests;

public sealed class InMemoryTests : UserEventLogSpecification
{
    protected override ILogUnderTest Log { get; } = new InMemory();

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
