using RealtimeMesh.Contracts.UserEvents;
using RealtimeMesh.LoadGen.Streams;

namespace RealtimeMesh.LoadGen;

/// <summary>What the command line asks for. Durations are in seconds, sizes in bytes.</summary>
internal sealed record LoadOptions
{
    public string Scenario { get; init; } = "";

    /// <summary>Where streams are opened; <c>{user}</c> in path or query stands for the user id.</summary>
    public Uri Url { get; init; } = new("http://127.0.0.1:8080/api/events");

    /// <summary>1, or 2 by prior knowledge (http) or ALPN (https).</summary>
    public int Http { get; init; } = 1;

    /// <summary>On HTTP/2; a server may allow fewer.</summary>
    public int StreamsPerConnection { get; init; } = 100;

    public string Method { get; init; } = "GET";

    public string Body { get; init; } = "";

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Base64; signs a token for each user.</summary>
    public string? SigningKey { get; init; }

    public int Streams { get; init; } = 1_000;

    /// <summary>They share the streams evenly.</summary>
    public int Users { get; init; } = 1_000;

    public string UserPrefix { get; init; } = "load-";

    /// <summary>See <see cref="Publishing.EventPublisher"/>.</summary>
    public string Publish { get; init; } = "redis";

    public string Redis { get; init; } = "127.0.0.1:6379";

    public string RabbitMq { get; init; } = "amqp://guest:guest@127.0.0.1:5672";

    public string PublishUrl { get; init; } = "";

    /// <summary>For <c>pubsub</c>.</summary>
    public string Channel { get; init; } = UserEventChannel.Name(UserEventChannel.DefaultPrefix, StreamTarget.User);

    /// <summary>What <c>pubsub</c> publishes; <c>{event}</c> stands for the event.</summary>
    public string Message { get; init; } = "{event}";

    /// <summary>Users whose log no server begins get one before the first event, or the script would not keep theirs.</summary>
    public bool BeginLogs { get; init; }

    /// <summary>Of an event's JSON.</summary>
    public int Size { get; init; } = 200;

    /// <summary>Published a second; 0 is as fast as possible.</summary>
    public double Rate { get; init; } = 500;

    /// <summary>How many are published, by scenarios that count.</summary>
    public int Events { get; init; } = 50;

    /// <summary>How long what counts takes, in scenarios that last.</summary>
    public double Seconds { get; init; } = 10;

    /// <summary>Before it.</summary>
    public double WarmUp { get; init; } = 2;

    /// <summary>Streams that do not read, or that leave and come back a second.</summary>
    public int Some { get; init; } = 100;

    public int Threads { get; init; } = 1;

    /// <summary>Until all streams are open, or all events there.</summary>
    public double Patience { get; init; } = 60;

    /// <summary>Processes of this machine whose CPU time and memory are reported: name and id.</summary>
    public IReadOnlyList<(string Name, int Id)> Processes { get; init; } = [];

    /// <summary>Where the result goes besides standard output.</summary>
    public string? Json { get; init; }
}
