using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Contracts.UserEvents;

namespace RealtimeMesh.Contracts.Tests.Bus;

public sealed class MessageJsonTests
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static TheoryData<string> Messages => new(MessageJson.Smallest.Keys);

    public static TheoryData<string, string> RequiredFields => new(
        from message in MessageJson.Smallest
        from required in JsonNode.Parse(message.Value)!.AsObject()
        select (message.Key, required.Key));

    [Theory]
    [MemberData(nameof(Messages))]
    public void Message_keeps_its_names_and_takes_new_properties(string message)
    {
        var json = MessageJson.Smallest[message];

        Assert.Equal(json, ReadAndWrite(message, json));
        Assert.Equal(json, ReadAndWrite(message, json[..^1] + ""","addedLater":[1,2,3]}"""));
    }

    [Theory]
    [MemberData(nameof(RequiredFields))]
    public void Required_field_that_is_missing_is_refused(string message, string required)
    {
        var json = JsonNode.Parse(MessageJson.Smallest[message])!.AsObject();
        json.Remove(required);

        var refused = Assert.Throws<JsonException>(() => ReadAndWrite(message, json.ToJsonString()));
        Assert.Contains(required, refused.Message, StringComparison.Ordinal);
    }

    private static string ReadAndWrite(string message, string json)
    {
        var type = typeof(JobCompleted).Assembly.GetType($"RealtimeMesh.Contracts.Studio.{message}")
            ?? typeof(PublishUserEvent).Assembly.GetType($"RealtimeMesh.Contracts.UserEvents.{message}", throwOnError: true)!;

        return JsonSerializer.Serialize(JsonSerializer.Deserialize(json, type, Web), type, Web);
    }
}
