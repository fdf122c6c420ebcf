using StackExchange.Redis;

namespace RealtimeMesh.UserEventLog.Redis;

internal static class RedisFault
{
    /// <summary>Whether Redis cannot take a command now, but will.</summary>
    public static bool IsPassing(Exception fault) => fault switch
    {
        RedisConnectionException or TimeoutException => true,
        // No node for the slot, or a connection that went between being chosen and being written to.
        RedisCommandException or OperationCanceledException or ObjectDisposedException => true,
        RedisServerException server => server.Kind is RedisErrorKind.Loading or RedisErrorKind.ReadOnly or RedisErrorKind.MasterDown
            or RedisErrorKind.NoReplicas or RedisErrorKind.ClusterDown or RedisErrorKind.TryAgain or RedisErrorKind.Moved or RedisErrorKind.Ask
            or RedisErrorKind.Busy or RedisErrorKind.MaxClients or RedisErrorKind.OutOfMemory or RedisErrorKind.Misconfigured,
        _ => false,
    };
}
