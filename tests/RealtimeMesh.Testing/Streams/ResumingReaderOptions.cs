namespace RealtimeMesh.Testing.Streams;

public sealed record ResumingReaderOptions
{
    /// <summary>Scheme, host and port.</summary>
    public required Uri BaseAddress { get; init; }

    /// <summary>Asked once at first, and then after each 401.</summary>
    public required Func<string> NewToken { get; init; }

    public string Path { get; init; } = SseRequest.Events;

    /// <summary>Only these types are asked for, and others may come all the same; then ids ascend, with holes between. Null asks for all.</summary>
    public string? Types { get; init; }

    public ReconnectDelay Delay { get; init; } = ReconnectDelay.OfClients;

    /// <summary>Shared by readers, or an own one for a reader with a connection unlike others'.</summary>
    public HttpMessageInvoker Http { get; init; } = StreamHttp.Shared;
}
