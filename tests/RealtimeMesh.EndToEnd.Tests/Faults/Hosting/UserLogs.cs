using RealtimeMesh.Testing.Streams;
using StackExchange.Redis;

namespace RealtimeMesh.EndToEnd.Tests.Faults.Hosting;

/// <summary>Users' events as Redis has them, read by hand. Each time over a new connection: the one before may be what a test broke.</summary>
internal static class UserLogs
{
    public static string PositionKey(string userId) => $"{{cs:sse:user:{userId}}}:pos";

    /// <summary>Where each user's events end; null for a user who has no position.</summary>
    public static async Task<IReadOnlyDictionary<string, StreamCursor?>> EndsAsync(string redis, IEnumerable<string> userIds)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis);
        var database = connection.GetDatabase();
        var ends = userIds.ToDictionary(userId => userId, userId => EndAsync(database, userId));
        await Task.WhenAll(ends.Values);
        return ends.ToDictionary(end => end.Key, end => end.Value.GetAwaiter().GetResult());
    }

    /// <summary>Events that were given an offset, of all users together.</summary>
    public static async Task<long> AppendedAsync(string redis, IEnumerable<string> userIds) =>
        (await EndsAsync(redis, userIds)).Values.Sum(end => end?.Offset ?? 0);

    /// <summary>Changes with every start of a Redis.</summary>
    public static async Task<string> RunIdAsync(string redis)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"{redis},allowAdmin=true");
        var info = await connection.GetServers()[0].InfoRawAsync("server");
        return info!.Split("\r\n").Single(line => line.StartsWith("run_id:", StringComparison.Ordinal));
    }

    private static async Task<StreamCursor?> EndAsync(IDatabase database, string userId)
    {
        var position = (await database.HashGetAllAsync(PositionKey(userId))).ToDictionary(field => $"{field.Name}", field => field.Value);
        return position.Count == 0 ? null : new StreamCursor($"{position["e"]}", (long)position["n"]);
    }
}
