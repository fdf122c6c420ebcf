using System.Net.Http.Headers;
using RealtimeMesh.Soak.Figures;
using RealtimeMesh.Testing.Streams;
using RealtimeMesh.Testing.Tokens;

namespace RealtimeMesh.Soak.Load;

/// <summary>Opens streams through the gateway and reads them, all on one handler.</summary>
internal sealed class StreamClient(Uri gateway, TestTokens tokens, Tally tally, TimeProvider time) : IDisposable
{
    private readonly Uri _events = new(gateway, SseRequest.Events);

    // The timeout is for the response's head. Without a drain timeout of zero, leaving a stream takes seconds.
    private readonly HttpClient _http = new(new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero }) { Timeout = TimeSpan.FromSeconds(15) };

    /// <summary>Opens a stream, stays, and leaves it as a browser does whose tab is closed.</summary>
    /// <returns>The newest id that it got, or <paramref name="cursor"/>.</returns>
    public async Task<EventId?> VisitAsync(string userId, EventId? cursor, TimeSpan stay, CancellationToken stop)
    {
        using var stayed = new CancellationTokenSource(stay, time);
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(stayed.Token, stop);
        var ids = new IdSequence(cursor);
        try
        {
            await OpenAsync(userId, cursor, ids, leave.Token);
        }
        catch (Exception left) when (leave.IsCancellationRequested && left is OperationCanceledException or IOException or HttpRequestException)
        {
            // It wanted to.
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException or HttpRequestException)
        {
            tally.Failed($"{userId}: {failure.GetType().Name}: {failure.Message}");
        }
        catch (FormatException malformed)
        {
            tally.Violated($"{userId}: {malformed.Message}");
        }

        return ids.Last ?? cursor;
    }

    public void Dispose() => _http.Dispose();

    private async Task OpenAsync(string userId, EventId? cursor, IdSequence ids, CancellationToken leave)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _events);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.Create(userId));
        if (cursor is { } from)
        {
            request.Headers.Add("Last-Event-ID", from.ToString());
        }

        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leave);
        if (!response.IsSuccessStatusCode)
        {
            tally.Refused($"{userId}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(leave)}");
            return;
        }

        tally.Opened();
        try
        {
            using var frames = new FrameReader(await response.Content.ReadAsStreamAsync(leave));
            await ReadAsync(userId, frames, ids, leave);
        }
        finally
        {
            tally.Closed();
        }
    }

    private async Task ReadAsync(string userId, FrameReader frames, IdSequence ids, CancellationToken leave)
    {
        while (await frames.NextAsync(leave) is { } frame)
        {
            if (frame.Event is not "message")
            {
                tally.Failed($"{userId}: the server ended the stream: {frame.Data}");
                return;
            }

            var isFirst = ids.Last is null;
            if (ids.Add(frame) is { } wrong)
            {
                tally.Violated($"{userId}: {wrong}");
            }

            tally.Received(isFirst, ids.IsResumed);
        }

        tally.Failed($"{userId}: the stream ended without a word");
    }
}
