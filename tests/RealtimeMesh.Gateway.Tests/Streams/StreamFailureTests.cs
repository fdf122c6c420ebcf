using System.Net;
using RealtimeMesh.Gateway.Tests.Hosting;
using RealtimeMesh.Http2;
using RealtimeMesh.Http2.Frames;
using RealtimeMesh.Testing.Http2;

namespace RealtimeMesh.Gateway.Tests.Streams;

public sealed class StreamFailureTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Timeout = 30_000)]
    public async Task Refused_stream_is_asked_for_again_and_the_client_does_not_notice()
    {
        await using var edge = await ScriptedEdge.StartAsync();
        var answer = edge.Gateway.SendAsync(HttpMethod.Get, "/api/events", ScriptedEdge.Token);
        using var leaving = await edge.Server.AcceptAsync();
        await leaving.ReadRequestAsync();

        await leaving.SendAsync(TestFrames.GoAway(lastStreamId: 0));
        using var next = await edge.Server.AcceptAsync();
        var (id, _) = await next.ReadRequestAsync();
        await next.SendAsync(TestFrames.Head(id), TestFrames.Data(id, "data: 1\n\n", ends: true));

        using var response = await answer;
        Assert.Equal("data: 1\n\n", await response.Content.ReadAsStringAsync(Cancelled));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("no response", 502)]
    [InlineData("reset", 502)]
    [InlineData("refused again and again", 502)]
    [InlineData("silence", 504)]
    public async Task Edge_that_does_not_answer_properly_is_an_error_in_the_form_of_streams(string what, int status)
    {
        await using var edge = await ScriptedEdge.StartAsync(("ReverseProxy:Clusters:edges:HttpRequest:ActivityTimeout", "00:00:01"));
        var answer = edge.Gateway.SendAsync(HttpMethod.Get, "/api/events", ScriptedEdge.Token);
        using var connection = await edge.Server.AcceptAsync();
        for (var attempt = 0; attempt < (what is "refused again and again" ? 3 : 1); attempt++)
        {
            var (id, _) = await connection.ReadRequestAsync();
            await connection.SendAsync(what switch
            {
                "no response" => TestFrames.Head(id, ("content-type", "text/plain")),
                "reset" => TestFrames.Reset(id, Http2ErrorCode.Cancel),
                "silence" => [],
                _ => TestFrames.Reset(id, Http2ErrorCode.RefusedStream),
            });
        }

        using var response = await answer;

        await response.AssertIsErrorAsync(ErrorForm.Stream, status);
        Assert.True(response.Headers.Contains("Retry-After"));
    }

    [Fact(Timeout = 30_000)]
    public async Task Refusal_of_the_edge_is_passed_on_as_it_is()
    {
        await using var edge = await ScriptedEdge.StartAsync();
        var answer = edge.Gateway.SendAsync(HttpMethod.Get, "/api/events", ScriptedEdge.Token);
        using var connection = await edge.Server.AcceptAsync();
        var (id, _) = await connection.ReadRequestAsync();

        await connection.SendAsync(
            TestFrames.Head(id, (":status", "429"), ("content-type", "application/json"), ("content-length", "2"), ("retry-after", "7"), ("server", "edge")),
            TestFrames.Data(id, "{}", ends: true));

        using var response = await answer;
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal("{}", await response.Content.ReadAsStringAsync(Cancelled));
        Assert.Equal("7", Assert.Single(response.Headers.GetValues("Retry-After")));
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact(Timeout = 30_000)]
    public async Task Refusal_without_a_body_gets_the_gateways()
    {
        await using var edge = await ScriptedEdge.StartAsync();
        var answer = edge.Gateway.SendAsync(HttpMethod.Get, "/api/events", ScriptedEdge.Token);
        using var connection = await edge.Server.AcceptAsync();
        var (id, _) = await connection.ReadRequestAsync();

        await connection.SendAsync(TestFrames.Of(FrameType.Headers, FrameFlags.EndHeaders | FrameFlags.EndStream, id, TestFrames.Block((":status", "401"))));

        using var response = await answer;
        await response.AssertIsErrorAsync(ErrorForm.Stream, 401);
    }

    [Fact(Timeout = 30_000)]
    public async Task Streams_that_broke_after_their_requests_count_against_the_edge()
    {
        // More than passive health checks want to see before they judge.
        const int Streams = 15;
        await using var edge = await ScriptedEdge.StartAsync(("ReverseProxy:Clusters:edges:HealthCheck:Passive:ReactivationPeriod", "00:01:00"));
        var clients = new List<RawClient>();
        for (var number = 0; number < Streams; number++)
        {
            clients.Add(await edge.RequestAsync());
        }

        using var connection = await edge.Server.AcceptAsync();
        for (var number = 0; number < Streams; number++)
        {
            var (id, _) = await connection.ReadRequestAsync();
            await connection.SendAsync(TestFrames.Head(id), TestFrames.Data(id, "data: 1\n\n"));
        }

        foreach (var client in clients)
        {
            await client.ReadUntilAsync("data: 1");
        }

        connection.Dispose();

        foreach (var client in clients)
        {
            await client.ReadToEndAsync();
            client.Dispose();
        }

        // The edge listens as before, and gets nothing.
        using var response = await edge.Gateway.SendAsync(HttpMethod.Get, "/api/events", ScriptedEdge.Token);
        await response.AssertIsErrorAsync(ErrorForm.Stream, 503);
        Assert.False(edge.Server.IsAsked);
    }
}
