namespace RealtimeMesh.EndToEnd.Tests.Faults.Hosting;

/// <summary>What the mesh of one test is made of.</summary>
internal sealed record FaultMeshPlan
{
    /// <summary>Begins its users' names: what another test left in RabbitMQ is for nobody here.</summary>
    public required string Name { get; init; }

    /// <summary>An <c>amqp://</c> URI.</summary>
    public required string RabbitMq { get; init; }

    /// <summary>A StackExchange.Redis string.</summary>
    public required string Redis { get; init; }

    /// <summary>Where the notifier finds RabbitMQ, if there is a proxy between.</summary>
    public string? NotifierRabbitMq { get; init; }

    /// <summary>Where the notifier finds Redis, if there is a proxy between.</summary>
    public string? NotifierRedis { get; init; }

    /// <summary>Where the edges find Redis, if there is a proxy between.</summary>
    public string? EdgeRedis { get; init; }

    public IReadOnlyDictionary<string, string?> EdgeSettings { get; init; } = new Dictionary<string, string?>();

    public IReadOnlyDictionary<string, string?> NotifierSettings { get; init; } = new Dictionary<string, string?>();

    /// <summary>How wrong the first edge's clock is.</summary>
    public TimeSpan? FirstEdgeClock { get; init; }

    /// <summary>How wrong the notifier's clock is.</summary>
    public TimeSpan? NotifierClock { get; init; }

    /// <summary>The first edge's program, if it is not the one that was built with the others: another version's.</summary>
    public string? FirstEdgeProgram { get; init; }
}
