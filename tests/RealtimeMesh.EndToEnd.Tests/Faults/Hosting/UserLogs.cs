using RealtimeMesh.Testing.Streams;
using StackExchange.Redis;

namespace RealtimeMesh.EndToEnd.Tests.Faults.Hosting;

/// <summary>Where users' events end in Redis, read by hand.</summary>
internal sealed class UserLogs : IAsyncDisposable
{
    private readonly ConnectionMultiplexer _redis;

    private UserLogs(ConnectionMultiplexer redis) => _redis = redis;

    public static async Task<UserLogs> ConnectAsync(string connectionString) =>
        new(await ConnectionMultiplexer.ConnectAsync($"{connectionString},abortConnect=false"));

    public static string PositionKey(string userId) => $"{{cs:sse:user:{userId}}}:pos";

    /// <returns>Null for a user who has no position.</returns>
    public async Task<IReadOnlyDictionary<string, StreamCursor?>> EndsAsync(IEnumerable<string> userIds)
    {
        var ends = userIds.Distinct().ToDictionary(userId => userId, EndAsync);
        await Task.WhenAll(ends.Values);
        return ends.ToDictionary(end => end.Key, end => end.Value.GetAwaiter().GetResult());
    }

    /// <summary>Events that were given an offset, of all users together.</summary>
    public async Task<long> AppendedAsync(IEnumerable<string> userIds) =>
        (await EndsAsync(userIds)).Values.Sum(end => end?.Offset ?? 0);

    /// <summary>As INFO tells it, of the first server.</summary>
    public async Task<string> InfoAsync(string field)
    {
        var info = await _redis.GetServers().First(server => server.IsConnected).InfoRawAsync();
        return info!.Split("\r\n").Single(line => line.StartsWith($"{field}:", StringComparison.Ordinal)).Split(':')[1];
    }

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    private async Task<StreamCursor?> EndAsync(string userId)
    {
        var position = (await _redis.GetDatabase().HashGetAllAsync(PositionKey(userId))).ToDictionary(field => (string)field.Name!, field => field.Value);
        return position.Count == 0 ? null : new StreamCursor(position["e"]!, (long)position["n"]);
    }
}
