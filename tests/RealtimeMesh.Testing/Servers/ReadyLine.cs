using System.Text.RegularExpressions;

namespace RealtimeMesh.Testing.Servers;

/// <summary>What each server writes once it takes connections.</summary>
internal static partial class ReadyLine
{
    [GeneratedRegex("Ready to accept connections")]
    public static partial Regex Redis();

    [GeneratedRegex("Ready to accept connections|Sentinel ID is")]
    public static partial Regex RedisOrSentinel();

    [GeneratedRegex("Server startup complete")]
    public static partial Regex RabbitMq();

    [GeneratedRegex("database system is ready to accept connections")]
    public static partial Regex Postgres();
}
