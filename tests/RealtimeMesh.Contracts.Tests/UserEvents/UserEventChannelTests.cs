using RealtimeMesh.Contracts.UserEvents;

namespace RealtimeMesh.Contracts.Tests.UserEvents;

public sealed class UserEventChannelTests
{
    [Fact]
    public void Channel_is_the_prefix_and_the_user() =>
        Assert.Equal("cs:sse:user:alice", UserEventChannel.Name(UserEventChannel.DefaultPrefix, "alice"));

    [Fact]
    public void Prefix_setting_has_its_public_name() =>
        Assert.Equal("RealtimeMesh:ChannelPrefix", UserEventChannel.PrefixSetting);

    [Fact]
    public void Limits_of_a_ready_made_event_are_those_that_other_teams_know()
    {
        Assert.Equal(16 * 1024, PublishUserEvent.MaxEventBytes);
        Assert.Equal(1000, PublishUserEvent.MaxUserIds);
    }
}
