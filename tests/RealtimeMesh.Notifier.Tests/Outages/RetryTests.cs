using System.Runtime.Serialization;
using System.Text.Json;
using RealtimeMesh.Notifier.Bus;
using StackExchange.Redis;

namespace RealtimeMesh.Notifier.Tests.Outages;

public sealed class RetryTests
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
    public void Redis_that_will_take_it_later_is_waited_for_and_one_that_never_will_is_not(RedisErrorKind error, bool isAway) =>
        Assert.Equal(isAway, Retry.IsAway(new RedisServerException(error, CommandFlags.None, "as Redis says it")));

    [Fact]
    public void Lost_or_silent_connection_is_waited_for()
    {
        Assert.True(Retry.IsAway(new RedisConnectionException(ConnectionFailureType.SocketClosed, CommandFlags.None, "gone", null, CommandStatus.Sent)));
        Assert.True(Retry.IsAway(new RedisTimeoutException(CommandFlags.None, "silent", CommandStatus.Sent)));
        Assert.False(Retry.IsAway(new InvalidOperationException("a bug")));
    }

    [Fact]
    public void Message_that_is_at_fault_itself_is_not_retried()
    {
        Assert.True(Retry.IsFinal(new RefusedMessageException("userId", null, "an id")));
        Assert.True(Retry.IsFinal(new JsonException()));
        Assert.True(Retry.IsFinal(new SerializationException()));
        Assert.False(Retry.IsFinal(new InvalidOperationException("a bug")));
    }
}
