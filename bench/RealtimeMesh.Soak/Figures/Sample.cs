namespace RealtimeMesh.Soak.Figures;

/// <summary>Everything at one moment. Memory in KiB.</summary>
/// <param name="Elapsed">Since the load began.</param>
/// <param name="Memory">Of each edge, the gateway, the notifier: resident; of Redis: what it uses.</param>
/// <param name="EdgeStreams">Of each edge, as registered in Redis.</param>
/// <param name="Redis">What else Redis says.</param>
/// <param name="Queued">Messages that wait in RabbitMQ.</param>
/// <param name="Counts">What the clients saw.</param>
internal sealed record Sample(
    TimeSpan Elapsed, IReadOnlyDictionary<string, long> Memory, IReadOnlyList<int> EdgeStreams, RedisFigures Redis, uint Queued, Counts Counts);

/// <param name="Keys">All.</param>
/// <param name="Positions">Users that are remembered: one key each.</param>
/// <param name="Clients">Connections, two of them this program's.</param>
internal readonly record struct RedisFigures(long Keys, int Positions, int Clients);
