using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using RealtimeMesh.Testing.Faults;
using RealtimeMesh.Testing.Processes;

namespace RealtimeMesh.Testing.Tests.Faults;

public sealed class FaultProxyTests : IAsyncDisposable
{
    private readonly EchoServer _server = new();
    private readonly FaultProxy _proxy;

    public FaultProxyTests() => _proxy = FaultProxy.Start("127.0.0.1", _server.Port);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Bytes_pass_unchanged_both_ways()
    {
        using var client = await ConnectAsync();
        var sent = new byte[1_000_000];
        Random.Shared.NextBytes(sent);
        var received = new byte[sent.Length];

        var reading = client.GetStream().ReadExactlyAsync(received, Token).AsTask();
        await client.GetStream().WriteAsync(sent, Token);
        await reading;

        Assert.Equal(sent, received);
        Assert.Equal(1, _proxy.Connections);
    }

    [Fact]
    public async Task An_end_that_has_sent_everything_can_still_receive()
    {
        using var client = await ConnectAsync();
        using var reader = new StreamReader(client.GetStream());
        await client.GetStream().WriteAsync("last"u8.ToArray(), Token);

        client.Client.Shutdown(SocketShutdown.Send);

        Assert.Equal("last", await reader.ReadToEndAsync(Token));
        await UntilConnectionsAsync(0);
    }

    [Fact]
    public async Task A_delay_counts_in_both_directions()
    {
        using var client = await ConnectAsync();
        await EchoAsync(client, "soon");

        _proxy.Delay = TimeSpan.FromMilliseconds(150);

        Assert.InRange(await EchoAsync(client, "later"), TimeSpan.FromMilliseconds(295), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_throttled_connection_takes_its_time()
    {
        using var client = await ConnectAsync();
        await EchoAsync(client, new string('x', 20_000));

        _proxy.BytesPerSecond = 20_000;
        var slow = await EchoAsync(client, new string('x', 10_000));
        _proxy.BytesPerSecond = null;
        var fast = await EchoAsync(client, new string('x', 10_000));

        Assert.InRange(slow, TimeSpan.FromSeconds(0.45), TimeSpan.FromSeconds(10));
        Assert.True(fast < slow, $"{fast} without a limit, {slow} with it");
    }

    [Fact]
    public async Task A_cut_resets_both_ends_and_refuses_new_connections_until_it_is_restored()
    {
        using var before = await ConnectAsync();
        await EchoAsync(before, "hello");

        _proxy.Cut();

        var reset = await Assert.ThrowsAsync<IOException>(() => EchoAsync(before, "?"));
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(reset.InnerException).SocketErrorCode);
        var refused = await Assert.ThrowsAsync<SocketException>(ConnectAsync);
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
        await UntilConnectionsAsync(0);

        _proxy.Restore();

        using var after = await ConnectAsync();
        await EchoAsync(after, "hello again");
        Assert.Equal(1, _proxy.Connections);
    }

    [Fact]
    public async Task A_half_open_connection_holds_what_is_sent_and_passes_it_later()
    {
        using var client = await ConnectAsync();
        await EchoAsync(client, "before");

        _proxy.HalfOpen = true;
        var held = EchoAsync(client, "held");
        var another = await ConnectAsync();
        var heldToo = EchoAsync(another, "held too");

        // Nothing can be waited for that must not come: it has this long to come wrongly.
        await Assert.ThrowsAsync<TimeoutException>(() => Task.WhenAny(held, heldToo).WaitAsync(TimeSpan.FromMilliseconds(200), Token));
        _proxy.HalfOpen = false;
        await held;
        await heldToo;
        another.Dispose();
    }

    [Fact]
    public async Task A_half_open_connection_hides_that_an_end_has_left()
    {
        using var client = await ConnectAsync();
        await EchoAsync(client, "before");

        _proxy.HalfOpen = true;
        client.Close();

        await Assert.ThrowsAsync<TimeoutException>(() => UntilConnectionsAsync(0, TimeSpan.FromMilliseconds(200)));
        _proxy.HalfOpen = false;
        await UntilConnectionsAsync(0);
    }

    [Fact]
    public async Task A_server_that_is_away_resets_its_client()
    {
        await using var proxy = FaultProxy.Start("127.0.0.1", FreePort.Next());
        using var client = new TcpClient();

        // The reset can come before the client knows that it is connected.
        var lost = await Record.ExceptionAsync(async () =>
        {
            await client.ConnectAsync("127.0.0.1", proxy.Port, Token);
            await client.GetStream().ReadExactlyAsync(new byte[1], Token);
        });

        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(lost?.GetBaseException()).SocketErrorCode);
    }

    [Fact]
    public void Only_a_proxy_before_Redis_drops_messages() =>
        Assert.Throws<InvalidOperationException>(() => _proxy.DropPubSubMessages = true);

    /// <returns>How long it took.</returns>
    private static async Task<TimeSpan> EchoAsync(TcpClient client, string text)
    {
        var started = Stopwatch.GetTimestamp();
        var bytes = Encoding.ASCII.GetBytes(text);
        await client.GetStream().WriteAsync(bytes, Token);
        await client.GetStream().ReadExactlyAsync(bytes, Token);
        Assert.Equal(text, Encoding.ASCII.GetString(bytes));
        return Stopwatch.GetElapsedTime(started);
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", _proxy.Port, Token);
        return client;
    }

    private Task UntilConnectionsAsync(int count, TimeSpan? patience = null) => Wait.UntilAsync(
        () => _proxy.Connections == count, patience ?? TimeSpan.FromSeconds(10), $"there are not {count} connections", Token);
}
