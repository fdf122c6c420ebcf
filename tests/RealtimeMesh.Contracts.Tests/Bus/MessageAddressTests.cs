using MassTransit;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Contracts.UserEvents;

namespace RealtimeMesh.Contracts.Tests.Bus;

public sealed class MessageAddressTests
{
    // A message's address on the bus. Changing one cuts off every consumer that is already running.
    private static readonly Dictionary<Type, string> Addresses = new()
    {
        [typeof(ProcessDocument)] = "urn:message:RealtimeMesh.Contracts.Studio:ProcessDocument",
        [typeof(GeneratePodcast)] = "urn:message:RealtimeMesh.Contracts.Studio:GeneratePodcast",
        [typeof(GenerateVoiceover)] = "urn:message:RealtimeMesh.Contracts.Studio:GenerateVoiceover",
        [typeof(GenerateInfographic)] = "urn:message:RealtimeMesh.Contracts.Studio:GenerateInfographic",
        [typeof(JobStarted)] = "urn:message:RealtimeMesh.Contracts.Studio:JobStarted",
        [typeof(JobProgressed)] = "urn:message:RealtimeMesh.Contracts.Studio:JobProgressed",
        [typeof(JobCompleted)] = "urn:message:RealtimeMesh.Contracts.Studio:JobCompleted",
        [typeof(JobFailed)] = "urn:message:RealtimeMesh.Contracts.Studio:JobFailed",
        [typeof(EntityInserted)] = "urn:message:RealtimeMesh.Contracts.Studio:EntityInserted",
        [typeof(EntityUpdated)] = "urn:message:RealtimeMesh.Contracts.Studio:EntityUpdated",
        [typeof(EntityDeleted)] = "urn:message:RealtimeMesh.Contracts.Studio:EntityDeleted",
        [typeof(ActivityLogged)] = "urn:message:RealtimeMesh.Contracts.Studio:ActivityLogged",
        [typeof(PublishUserEvent)] = "urn:message:RealtimeMesh.Contracts.UserEvents:PublishUserEvent",
        [typeof(DisconnectUser)] = "urn:message:RealtimeMesh.Contracts.UserEvents:DisconnectUser",
    };

    public static TheoryData<Type, string> Pinned => new(Addresses.Select(pinned => (pinned.Key, pinned.Value)));

    [Theory]
    [MemberData(nameof(Pinned))]
    public void Message_keeps_its_address(Type message, string address) =>
        Assert.Equal(address, MessageUrn.ForTypeString(message));

    [Fact]
    public void Every_message_has_its_address_pinned()
    {
        // User events, and what is in them, travel inside messages, not as messages.
        var messages = typeof(JobCompleted).Assembly.GetExportedTypes().Concat(typeof(PublishUserEvent).Assembly.GetExportedTypes())
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.GetMethod("<Clone>$") is not null)
            .Where(type => !type.IsAssignableTo(typeof(UserEvent)) && type != typeof(EventTiming));

        Assert.Equal(messages.Select(type => type.Name).Order(), Addresses.Keys.Select(type => type.Name).Order());
    }
}
