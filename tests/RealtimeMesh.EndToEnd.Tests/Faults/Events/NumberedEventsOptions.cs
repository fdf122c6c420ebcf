namespace RealtimeMesh.EndToEnd.Tests.Faults.Events;

internal sealed record NumberedEventsOptions
{
    /// <summary>An <c>amqp://</c> URI.</summary>
    public required string RabbitMq { get; init; }

    public required IReadOnlyList<string> Users { get; init; }

    /// <summary>For all users together.</summary>
    public double PerSecond { get; init; } = 150;

    /// <summary>Characters that make each event larger.</summary>
    public int Padding { get; init; }

    /// <summary>How often each message is sent, with the same message id.</summary>
    public int Copies { get; init; } = 1;
}
