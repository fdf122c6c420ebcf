using System.Net.ServerSentEvents;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RealtimeMesh.Edge.Frames;
using RealtimeMesh.Edge.Streams;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Edge.Tests.Properties.Seam;

/// <summary>One client of the endpoint, which follows ids and minds every frame that it gets.</summary>
internal sealed class Client(string userId, StreamEndpoint endpoint, History history)
{
    private Response? _response;

    /// <summary>The newest id that it has seen.</summary>
    public Cursor? Last { get; private set; }

    /// <summary>Whether it has asked for a stream that has not come to its end.</summary>
    public bool IsConnected => _response is { Serving.IsCompleted: false };

    /// <summary>Whether its stream has begun, and not been ended.</summary>
    public bool HasStream => IsConnected && _response!.HasBegun;

    public void Connect(string? lastEventId)
    {
        var response = new Response(lastEventId);
        var context = new DefaultHttpContext
        {
            User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", userId)])),
            RequestAborted = response.Aborted.Token,
        };
        context.Response.Body = response.Body;
        if (lastEventId is not null)
        {
            context.Request.Headers["Last-Event-ID"] = lastEventId;
        }

        _response = response;
        response.Serving = endpoint.ServeAsync(context, StreamForm.Plain);
        response.Context = context;
    }

    public void Leave() => _response?.Aborted.Cancel();

    /// <summary>Reads what has come since the last time.</summary>
    public void Read()
    {
        if (_response is not { } response)
        {
            return;
        }

        if (response.Context.Response.StatusCode is StatusCodes.Status200OK)
        {
            foreach (var frame in response.NewFrames())
            {
                Take(response, frame);
            }
        }

        if (response.Serving.IsCompleted)
        {
            Assert.True(response.Serving.IsCompletedSuccessfully, response.Serving.Exception?.ToString());
            Assert.True(
                response.HasEnded || response.Aborted.IsCancellationRequested || response.Context.Response.StatusCode is not StatusCodes.Status200OK,
                "The stream ended without a word.");
        }
    }

    private void Take(Response response, SseItem<string> frame)
    {
        Assert.False(response.HasEnded, "Something came behind the last frame.");
        if (frame.EventType == "error")
        {
            response.HasEnded = true;
            Assert.True(JsonElement.Parse(frame.Data).GetProperty("code").GetString() is "RESYNC" or "SLOW_CONSUMER", frame.Data);
            return;
        }

        var id = Cursor.Parse(frame.EventId)!.Value;
        if (response.HasBegun)
        {
            Assert.Equal(Last!.Value with { Offset = Last.Value.Offset + 1 }, id);
            Assert.Equal(history.EventAt(id), frame.Data);
        }
        else
        {
            response.HasBegun = true;
            Begin(JsonElement.Parse(frame.Data).GetProperty("resumed").GetBoolean(), response.LastEventId, id);
        }

        Last = id;
    }

    private void Begin(bool resumed, string? lastEventId, Cursor from)
    {
        Assert.True(from.Offset <= history.Count(from.Epoch));
        if (resumed)
        {
            Assert.Equal(lastEventId, from.ToString());
        }
        else if (Cursor.Parse(lastEventId) is { } cursor && cursor.Epoch == from.Epoch && cursor.Offset <= from.Offset)
        {
            Assert.False(cursor == from || history.IsWholeBehind(cursor), $"{cursor} was not resumed although the log has everything behind it.");
        }
    }

    private sealed class Response(string? lastEventId)
    {
        private int _read;

        public string? LastEventId => lastEventId;

        public MemoryStream Body { get; } = new();

        public CancellationTokenSource Aborted { get; } = new();

        public HttpContext Context { get; set; } = null!;

        public Task Serving { get; set; } = Task.CompletedTask;

        public bool HasBegun { get; set; }

        public bool HasEnded { get; set; }

        public List<SseItem<string>> NewFrames()
        {
            // The server never leaves a frame unfinished.
            var body = new MemoryStream(Body.ToArray()[_read..]);
            _read = (int)Body.Length;
            return [.. SseParser.Create(body).Enumerate()];
        }
    }
}
