using System.Globalization;
using RealtimeMesh.Contracts.UserEvents;
using StackExchange.Redis;

namespace RealtimeMesh.Soak.Figures;

/// <summary>Looks into Redis: how much it holds, and whose streams.</summary>
internal sealed class RedisProbe(ConnectionMultiplexer redis)
{
    private const int PageSize = 1_000;

    private static readonly string _positionEnd = KeyEnd(keys => keys.Position);
    private static readonly string _streamsEnd = KeyEnd(keys => keys.Streams);

    private readonly IServer _server = redis.GetServers()[0];
    private readonly IDatabase _database = redis.GetDatabase();

    /// <summary>An edge's streams have ids that begin alike, before the colon.</summary>
    public async Task<string> EdgeOfAsync(string userId)
    {
        var streams = await _database.SortedSetRangeByRankAsync(new UserEventKeys(UserEventChannel.DefaultPrefix, userId).Streams);
        return Edge(streams.Single());
    }

    public async Task<RedisState> ReadAsync(CancellationToken cancellationToken)
    {
        var info = (await _server.InfoAsync()).SelectMany(section => section).ToLookup(field => field.Key, field => field.Value);
        var keys = 0L;
        var positions = 0;
        List<Task<RedisValue[]>> streams = [];
        await foreach (var key in _server.KeysAsync(pageSize: PageSize).WithCancellation(cancellationToken))
        {
            keys++;
            var name = (string)key!;
            positions += name.EndsWith(_positionEnd, StringComparison.Ordinal) ? 1 : 0;
            if (name.EndsWith(_streamsEnd, StringComparison.Ordinal))
            {
                streams.Add(_database.SortedSetRangeByRankAsync(key));
            }
        }

        var byEdge = (await Task.WhenAll(streams)).SelectMany(user => user).CountBy(Edge).ToDictionary();
        return new RedisState(
            Number(info, "used_memory") / 1_024,
            new RedisFigures(keys, positions, (int)Number(info, "connected_clients")),
            byEdge);
    }

    private static string KeyEnd(Func<UserEventKeys, string> key)
    {
        var name = key(new UserEventKeys("", ""));
        return name[name.LastIndexOf(':')..];
    }

    private static string Edge(RedisValue stream) => ((string)stream!).Split(':')[0];

    private static long Number(ILookup<string, string> info, string field) => long.Parse(info[field].First(), CultureInfo.InvariantCulture);
}

/// <param name="UsedKiB">Its memory.</param>
/// <param name="Figures">What it counts.</param>
/// <param name="StreamsByEdge">By what the edge calls itself in its streams' ids.</param>
internal sealed record RedisState(long UsedKiB, RedisFigures Figures, IReadOnlyDictionary<string, int> StreamsByEdge);
