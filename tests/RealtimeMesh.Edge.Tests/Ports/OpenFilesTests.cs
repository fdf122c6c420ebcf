using System.Net.Sockets;
using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Servers;
using RealtimeMesh.Testing.Services;
using RealtimeMesh.Testing.Streams;
using RealtimeMesh.Testing.Tokens;

namespace RealtimeMesh.Edge.Tests.Ports;

public sealed class OpenFilesTests(RedisFixture redis)
{
    private const int Files = 600;

    private readonly TestTokens _tokens = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task More_connections_than_the_process_may_have_files_cost_nobody_his_stream()
    {
        await using var edge = ServiceProcess.Start(
            "RealtimeMesh.Edge",
            new Dictionary<string, string?> { ["ConnectionStrings__redis"] = redis.ConnectionString, ["Auth__SigningKey"] = _tokens.SigningKey },
            maxOpenFiles: Files);
        await edge.WaitUntilReadyAsync(Cancelled);
        using var stream = await OpenAsync(edge, "first");

        var crowd = await ConnectAsync(edge.BaseAddress, 2 * Files);
        Assert.NotEqual(0, crowd.Count(IsTurnedAway));
        crowd.ForEach(socket => socket.Dispose());

        // Once they have left there is room, and who was there has noticed nothing.
        await Wait.UntilAsync(() => CanOpenAsync(edge), TimeSpan.FromSeconds(20), () => $"nobody gets in:\n{edge.Output}", Cancelled);
        var exit = edge.TerminateAsync(Cancelled);
        var last = Assert.Single(await stream.ReadToEndAsync(Cancelled));
        Assert.Equal("SERVICE_UNAVAILABLE", last.Json.GetProperty("code").GetString());
        Assert.Equal(0, await exit);
    }

    private async Task<SseReader> OpenAsync(ServiceProcess edge, string userId)
    {
        var stream = await SseReader.OpenAsync(edge.BaseAddress, _tokens.Create(userId), Cancelled);
        await stream.NextAsync(Cancelled);
        return stream;
    }

    private async Task<bool> CanOpenAsync(ServiceProcess edge)
    {
        try
        {
            using var stream = await OpenAsync(edge, "next");
            return true;
        }
        catch (Exception refused) when (refused is HttpRequestException or IOException)
        {
            return false;
        }
    }

    private static async Task<List<Socket>> ConnectAsync(Uri address, int count)
    {
        List<Socket> sockets = [];
        for (var n = 0; n < count; n++)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            sockets.Add(socket);
            try
            {
                await socket.ConnectAsync(address.Host, address.Port, Cancelled);
            }
            catch (SocketException reset) when (reset.SocketErrorCode is SocketError.ConnectionReset)
            {
                // Turned away at once.
            }
        }

        return sockets;
    }

    private static bool IsTurnedAway(Socket socket) => !socket.Connected || socket.Poll(TimeSpan.FromMilliseconds(1), SelectMode.SelectRead);
}
