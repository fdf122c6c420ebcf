using RealtimeMesh.Contracts.UserEvents;

namespace RealtimeMesh.Contracts.Tests.UserEvents;

public sealed class UserEventChannelTests
{
    [Fact]
    public void Channel_is_the_prefix_and_the_user() =>
        Assert.Equal("cs:sse:user:alice", UserEventChannel.Name(UserEventChannel.DefaultPrefix, "alice"));

    [Fact]
    public void Keys_have_their_public_names_and_the_slot_of_the_channel()
    {
        var keys = new UserEventKeys(UserEventChannel.DefaultPrefix, "alice");
        var id = new Guid("0199c0de-0000-7000-8000-000000000001");

        Assert.Equal("{cs:sse:user:alice}:pos", keys.Position);
        Assert.Equal("{cs:sse:user:alice}:log", keys.Log);
        Assert.Equal("{cs:sse:user:alice}:streams", keys.Streams);
        Assert.Equal($"{{cs:sse:user:alice}}:seen:{id}", keys.Seen(id));
        Assert.Equal($"{{cs:sse:user:alice}}:seq:{id}", keys.Sequence(id));
    }

    [Fact]
    public void Prefix_setting_has_its_public_name() =>
        Assert.Equal("RealtimeMesh:ChannelPrefix", UserEventChannel.PrefixSetting);

    [Fact]
    public void Limits_of_a_ready_made_event_are_those_that_other_teams_know()
    {
        Assert.Equal(16 * 1024, PublishUserEvent.MaxEventBytes);
        Assert.Equal(10_000, PublishUserEvent.MaxUserIds);
    }
}
