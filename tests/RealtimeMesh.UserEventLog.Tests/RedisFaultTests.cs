using RealtimeMesh.UserEventLog.Redis;
using StackExchange.Redis;

namespace RealtimeMesh.UserEventLog.Tests;

public sealed class RedisFaultTests
{
    [Theory]
    [InlineData(RedisErrorKind.Loading, true)]
    [InlineData(RedisErrorKind.ReadOnly, true)]
    [InlineData(RedisErrorKind.MasterDown, true)]
    [InlineData(RedisErrorKind.NoReplicas, true)]
    [InlineData(RedisErrorKind.ClusterDown, true)]
    [InlineData(RedisErrorKind.TryAgain, true)]
    [InlineData(RedisErrorKind.Moved, true)]
    [InlineData(RedisErrorKind.Busy, true)]
    [InlineData(RedisErrorKind.MaxClients, true)]
    [InlineData(RedisErrorKind.OutOfMemory, true)]
    [InlineData(RedisErrorKind.Misconfigured, true)]
    [InlineData(RedisErrorKind.NoPermission, false)]
    [InlineData(RedisErrorKind.WrongType, false)]
    [InlineData(RedisErrorKind.UnknownCommand, false)]
    [InlineData(RedisErrorKind.UnknownError, false)]
    public void Redis_that_will_take_it_later_is_waited_for_and_one_that_never_will_is_not(RedisErrorKind error, bool isPassing) =>
        Assert.Equal(isPassing, RedisFault.IsPassing(new RedisServerException(error, CommandFlags.None, "as Redis says it")));

    [Fact]
    public void Lost_or_silent_connection_is_waited_for()
    {
        Assert.True(RedisFault.IsPassing(new RedisConnectionException(ConnectionFailureType.SocketClosed, CommandFlags.None, "gone", null, CommandStatus.Sent)));
        Assert.True(RedisFault.IsPassing(new RedisTimeoutException(CommandFlags.None, "silent", CommandStatus.Sent)));
        Assert.False(RedisFault.IsPassing(new InvalidOperationException("a bug")));
    }
}
