using RealtimeMesh.DirectStreams.Connections;

namespace RealtimeMesh.DirectStreams.Tests.Connections;

public sealed class ConnectionLimitTests
{
    [Theory]
    [InlineData("1024", 524)]
    [InlineData("20000", 19_500)]
    [InlineData("unlimited", int.MaxValue)]
    [InlineData("100", 1)]
    public void Files_are_left_for_what_is_no_connection(string files, int connections) => Assert.Equal(
        connections,
        ConnectionLimit.Of(["Limit                     Soft Limit           Hard Limit           Units", $"Max open files            {files}  524288  files"], open: 300));

    [Fact]
    public void As_many_enter_as_there_is_room_for_and_others_when_one_has_left()
    {
        var limit = new ConnectionLimit(2);
        Assert.True(limit.TryEnter());
        Assert.True(limit.TryEnter());
        Assert.False(limit.TryEnter());

        limit.Leave();

        Assert.True(limit.TryEnter());
        Assert.False(limit.TryEnter());
    }
}
