using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;

namespace RealtimeMesh.Testing.Streams;

/// <summary>
/// A user's screen: reads a stream, and when it ends comes back with the newest id, as the protocol asks of clients.
/// What no server may send is kept in <see cref="Violations"/>.
/// </summary>
public sealed class ResumingReader : IAsyncDisposable
{
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(30);

    private readonly ResumingReaderOptions _options;
    private readonly ConcurrentQueue<StreamConnection> _connections = [];
    private readonly ConcurrentQueue<string> _violations = [];
    private readonly StreamContinuity _continuity;
    private readonly CancellationTokenSource _stop = new();
    private readonly Gate _online = new();
    private readonly Gate _reading = new();
    private readonly Task _running;
    private CancellationTokenSource _offline = new();
    private string _token;
    private int _failures;

    private ResumingReader(string userId, ResumingReaderOptions options)
    {
        UserId = userId;
        _options = options;
        _continuity = new StreamContinuity(isFiltered: options.Types is not null);
        _token = options.NewToken();
        _running = Task.Run(RunAsync);
    }

    public string UserId { get; }

    /// <summary>Every attempt, refused ones too.</summary>
    public IReadOnlyCollection<StreamConnection> Connections => _connections;

    /// <summary>Attempts that got as far as <c>connected</c>.</summary>
    public IEnumerable<StreamConnection> Opened => _connections.Where(connection => connection.Start is not null);

    public IEnumerable<ReceivedEvent> Events => _connections.SelectMany(connection => connection.Events);

    public IReadOnlyCollection<string> Violations => _violations;

    public static ResumingReader Start(string userId, ResumingReaderOptions options) => new(userId, options);

    /// <summary>The network is gone: the connection is cut, and none is made until <see cref="ComeBack"/>.</summary>
    public void GoOffline()
    {
        _online.Close();
        _offline.Cancel();
    }

    public void ComeBack()
    {
        _offline = new CancellationTokenSource();
        _online.Open();
    }

    /// <summary>Leaves unread what comes, with the connection open.</summary>
    public void StopReading() => _reading.Close();

    public void ReadOn() => _reading.Open();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
        _offline.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            await _online.PassAsync(_stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var connection = new StreamConnection(_continuity.Position);
            _connections.Enqueue(connection);
            var away = await ReadAsync(connection);
            _failures = connection.Start is null ? _failures + 1 : 0;
            await Task.Delay(away, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>How long to stay away then.</returns>
    private async Task<TimeSpan> ReadAsync(StreamConnection connection)
    {
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, _offline.Token);
        try
        {
            using var request = SseRequest.Create(new Uri(_options.BaseAddress, _options.Types is null ? _options.Path : $"{_options.Path}?types={_options.Types}"), _token, connection.LastEventId?.ToString());
            cut.CancelAfter(AnswerPatience);
            using var response = await _options.Http.SendAsync(request, cut.Token);
            cut.CancelAfter(Timeout.InfiniteTimeSpan);
            return response.StatusCode == HttpStatusCode.OK
                ? await ReadAsync(response, connection, cut.Token)
                : Refused(response, connection);
        }
        catch (Exception violation) when (violation is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            _violations.Enqueue(violation.Message);
            connection.Ended("ended because of a violation");
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException or OperationCanceledException)
        {
            connection.Ended(_stop.IsCancellationRequested || !_online.IsOpen ? "left" : $"broken ({broken.GetType().Name}: {broken.GetBaseException().Message})");
        }

        return _options.Delay.After(_failures);
    }

    private async Task<TimeSpan> ReadAsync(HttpResponseMessage response, StreamConnection connection, CancellationToken cancellationToken)
    {
        await SseRequest.CheckAsync(response, cancellationToken);
        var frames = new SseFrames(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await frames.NextAsync(cancellationToken) is { } frame)
        {
            if (frame.Event == "error")
            {
                return Ended(frame, connection);
            }

            _continuity.Add(frame, connection);
            await _reading.PassAsync(cancellationToken);
        }

        // A client would take this for the end of all events, and not come back.
        throw new FormatException("The stream ended without saying why.");
    }

    private TimeSpan Ended(SseFrame frame, StreamConnection connection)
    {
        var code = frame.Json.GetProperty("code").GetString();
        connection.Ended($"{code}, retry {frame.Retry?.ToString() ?? "none"}");
        RenewToken(code == "UNAUTHORIZED");
        return frame.Retry is { } retry ? TimeSpan.FromMilliseconds(retry) : _options.Delay.After(failures: 0);
    }

    private TimeSpan Refused(HttpResponseMessage response, StreamConnection connection)
    {
        connection.Ended($"refused {(int)response.StatusCode}");
        RenewToken(response.StatusCode == HttpStatusCode.Unauthorized);
        if (response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.BadRequest)
        {
            _violations.Enqueue($"A good request was refused with {(int)response.StatusCode}.");
        }

        return _options.Delay.After(_failures, response.Headers.RetryAfter?.Delta);
    }

    private void RenewToken(bool refused)
    {
        if (refused)
        {
            _token = _options.NewToken();
        }
    }
}
