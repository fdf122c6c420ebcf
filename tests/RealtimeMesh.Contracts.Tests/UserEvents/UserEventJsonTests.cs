using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using RealtimeMesh.Contracts.UserEvents;

namespace RealtimeMesh.Contracts.Tests.UserEvents;

public sealed class UserEventJsonTests
{
    [Theory]
    [MemberData(nameof(GoldenJson.Full), MemberType = typeof(GoldenJson))]
    [MemberData(nameof(GoldenJson.WithoutOptionalFields), MemberType = typeof(GoldenJson))]
    public void Event_is_written_as_this_text_and_read_back(UserEvent userEvent, string json)
    {
        Assert.Equal(json, JsonSerializer.Serialize(userEvent, UserEventJson.Default.UserEvent));
        Assert.Equal(userEvent, Read(json));
    }

    [Fact]
    public void Every_type_has_its_text_pinned()
    {
        var types = typeof(UserEvent).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), inherit: false)
            .Cast<JsonDerivedTypeAttribute>();
        var pinned = GoldenJson.Full.Select(row => JsonNode.Parse(row.Data.Item2)!["type"]!.GetValue<string>());

        Assert.Equal(types.Select(type => (string)type.TypeDiscriminator!).Order(), pinned.Order());
    }

    [Theory]
    [MemberData(nameof(RequiredFields))]
    public void Required_field_that_is_missing_is_refused(string field, string json)
    {
        var text = JsonNode.Parse(json)!.AsObject();
        text.Remove(field);

        Assert.Contains(field, Assert.Throws<JsonException>(() => Read(text.ToJsonString())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(GoldenJson.Full), MemberType = typeof(GoldenJson))]
    public void New_property_breaks_no_reader(UserEvent userEvent, string json)
    {
        Assert.Equal(userEvent, Read(json[..^1] + ""","addedLater":{"by":["a newer notifier"]}}"""));
    }

    [Theory]
    [MemberData(nameof(GoldenJson.Full), MemberType = typeof(GoldenJson))]
    public void Timing_comes_last_and_changes_nothing_else(UserEvent userEvent, string json)
    {
        var timed = userEvent with { Timing = new EventTiming { OccurredAt = 1_773_489_600_250, ConsumedAt = 1_773_489_600_253 } };

        Assert.Equal(
            json[..^1] + ""","timing":{"occurredAt":1773489600250,"consumedAt":1773489600253}}""",
            JsonSerializer.Serialize(timed, UserEventJson.Default.UserEvent));
    }

    [Fact]
    public void Type_of_a_newer_notifier_is_refused_rather_than_mistaken()
    {
        Assert.Throws<JsonException>(() => Read("""{"type":"added_later"}"""));
    }

    // What a text without optional fields still has is required.
    public static TheoryData<string, string> RequiredFields()
    {
        var required = new TheoryData<string, string>();
        foreach (var json in GoldenJson.WithoutOptionalFields.Concat(GoldenJson.Full.Take(1)).Select(row => row.Data.Item2)
            .DistinctBy(json => JsonNode.Parse(json)!["type"]!.GetValue<string>()))
        {
            // A progress event's subject id is one of four, so none of them is required by itself.
            var progress = json.Contains("job_progress", StringComparison.Ordinal);
            foreach (var (field, _) in JsonNode.Parse(json)!.AsObject().Skip(1).SkipLast(progress ? 1 : 0))
            {
                required.Add(field, json);
            }
        }

        return required;
    }

    private static UserEvent? Read(string json) => JsonSerializer.Deserialize(json, UserEventJson.Default.UserEvent);
}
