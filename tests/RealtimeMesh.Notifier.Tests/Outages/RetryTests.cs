using System.Runtime.Serialization;
using System.Text.Json;
using RealtimeMesh.Notifier.Bus;

namespace RealtimeMesh.Notifier.Tests.Outages;

public sealed class RetryTests
{
    [Fact]
    public void Message_that_is_at_fault_itself_is_not_retried()
    {
        Assert.True(Retry.IsFinal(new RefusedMessageException("userId", null, "an id")));
        Assert.True(Retry.IsFinal(new JsonException()));
        Assert.True(Retry.IsFinal(new SerializationException()));
        Assert.False(Retry.IsFinal(new InvalidOperationException("a bug")));
    }
}
