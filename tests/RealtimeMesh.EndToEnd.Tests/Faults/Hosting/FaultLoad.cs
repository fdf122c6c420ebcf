using RealtimeMesh.EndToEnd.Tests.Faults.Events;
using RealtimeMesh.Testing.Streams;

namespace RealtimeMesh.EndToEnd.Tests.Faults.Hosting;

/// <summary>How many streams there are, and what is published to them.</summary>
internal sealed record FaultLoad
{
    public int Users { get; init; } = 50;

    public int StreamsPerUser { get; init; } = 4;

    /// <summary>Events for all users together.</summary>
    public double PerSecond { get; init; } = 150;

    public int Padding { get; init; }

    /// <summary>How often each message is published.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>What the readers ask for, if not for everything.</summary>
    public string? Types { get; init; }

    public ReconnectDelay Delay { get; init; } = ReconnectDelay.Brief;

    public TimeSpan? TokenLifetime { get; init; }

    /// <summary>Each user's first reader will not read: then it must not take megabytes until anybody notices.</summary>
    public bool FirstReaderHasSmallBuffer { get; init; }

    public ResumingReaderOptions Reader(FaultMesh mesh, string userId, int stream) => new()
    {
        BaseAddress = mesh.Gateway.BaseAddress,
        NewToken = () => mesh.Tokens.Create(userId, TokenLifetime),
        Path = stream % 2 == 0 ? SseRequest.Events : SseRequest.Rpc,
        Types = Types,
        Delay = Delay,
        Http = FirstReaderHasSmallBuffer && stream == 0 ? StreamHttp.WithSmallBuffer() : StreamHttp.Shared,
    };

    public NumberedEventsOptions Events(string rabbitMq, IReadOnlyList<string> users) => new()
    {
        RabbitMq = rabbitMq,
        Users = users,
        PerSecond = PerSecond,
        Padding = Padding,
        Copies = Copies,
    };
}
