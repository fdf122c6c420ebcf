namespace RealtimeMesh.Testing.Streams;

/// <summary>One open event stream, read strictly. It reads when asked: whoever does not ask is a slow reader.</summary>
public sealed class SseReader : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;
    private readonly HttpResponseMessage _response;
    private readonly SseFrames _stream;
    private readonly List<SseFrame> _frames = [];

    private SseReader(HttpClient http, HttpResponseMessage response, Stream body)
    {
        _http = http;
        _response = response;
        _stream = new SseFrames(body);
    }

    /// <summary>Every frame so far.</summary>
    public IReadOnlyList<SseFrame> Frames => _frames;

    /// <summary>Comments so far.</summary>
    public int Comments => _stream.Comments;

    /// <summary>The newest id so far: what to resume from.</summary>
    public string? LastEventId => _frames.FindLast(frame => frame.Id is not null)?.Id;

    public HttpResponseMessage Response => _response;

    /// <summary>Opens a stream and checks status and headers.</summary>
    /// <exception cref="HttpRequestException">It was refused; <see cref="HttpRequestException.StatusCode"/> says how.</exception>
    public static async Task<SseReader> OpenAsync(
        Uri baseAddress,
        string token,
        CancellationToken cancellationToken,
        string path = SseRequest.Events,
        string? lastEventId = null)
    {
        // Without a drain timeout of zero, leaving an unfinished response takes seconds.
        var http = new HttpClient(new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero }) { Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            using var request = SseRequest.Create(new Uri(baseAddress, path), token, lastEventId);
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).WaitAsync(Patience, cancellationToken);
            await SseRequest.CheckAsync(response, cancellationToken);
            return new SseReader(http, response, await response.Content.ReadAsStreamAsync(cancellationToken));
        }
        catch
        {
            http.Dispose();
            throw;
        }
    }

    /// <summary>The next frame; comments are counted and skipped.</summary>
    /// <exception cref="EndOfStreamException">The stream ended, between two frames.</exception>
    /// <exception cref="TimeoutException">No frame came for half a minute. The stream is still good.</exception>
    public async Task<SseFrame> NextAsync(CancellationToken cancellationToken) =>
        await NextOrEndAsync(cancellationToken) ?? throw new EndOfStreamException($"The stream ended after {_frames.Count} frames.");

    /// <summary>The next event of a type; others are skipped.</summary>
    /// <exception cref="InvalidOperationException">The server ended the stream with an error first.</exception>
    public async Task<SseFrame> NextOfTypeAsync(string type, CancellationToken cancellationToken)
    {
        while (true)
        {
            var frame = await NextAsync(cancellationToken);
            if (frame.Event == "error")
            {
                throw new InvalidOperationException($"Instead of {type} came the stream's end: {frame}");
            }

            if (frame.Type == type)
            {
                return frame;
            }
        }
    }

    /// <summary>Reads until the server ends the stream.</summary>
    /// <returns>The frames that came since the last call.</returns>
    public async Task<IReadOnlyList<SseFrame>> ReadToEndAsync(CancellationToken cancellationToken)
    {
        var read = _frames.Count;
        while (await NextOrEndAsync(cancellationToken) is not null)
        {
        }

        return _frames[read..];
    }

    public void Dispose()
    {
        _response.Dispose();
        _http.Dispose();
    }

    private async Task<SseFrame?> NextOrEndAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            if (await _stream.NextAsync(patience.Token) is not { } frame)
            {
                return null;
            }

            _frames.Add(frame);
            return frame;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"No frame came within {Patience}; {_frames.Count} frames and {Comments} comments came before.");
        }
    }
}
