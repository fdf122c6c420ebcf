namespace RealtimeMesh.UserEventLog.Tests;

/// <summary>Both ends of a log: what the notifier publishes to, and what an edge reads.</summary>
public interface ILogUnderTest : IAsyncDisposable
{
    IUserEventPublisher Publisher { get; }

    IUserEventSource Source { get; }

    /// <summary>Lets that much time pass for the log.</summary>
    Task PassAsync(TimeSpan time);
}
