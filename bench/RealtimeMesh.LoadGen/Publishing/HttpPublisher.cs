using System.Net.Http.Headers;
using RealtimeMesh.LoadGen.Streams;

namespace RealtimeMesh.LoadGen.Publishing;

/// <summary>POST of the bare event, for servers that are told by HTTP.</summary>
internal sealed class HttpPublisher(LoadOptions options) : IEventPublisher
{
    private const int MostConnections = 16;

    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = MostConnections, UseProxy = false });

    public async Task PublishAsync(string userId, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        using var content = new ReadOnlyMemoryContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        var url = options.PublishUrl.Replace(StreamTarget.User, Uri.EscapeDataString(userId), StringComparison.Ordinal);
        using var response = await _http.PostAsync(new Uri(url), content, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }
}
