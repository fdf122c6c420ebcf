using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using RealtimeMesh.ContractDocuments.Schemas;
using RealtimeMesh.Contracts.Tests.UserEvents;
using RealtimeMesh.Contracts.UserEvents;

namespace RealtimeMesh.Contracts.Tests.Documents;

/// <summary>What the schema takes is what the contract writes.</summary>
public sealed class UserEventSchemaTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(UserEventSchema.Create().ToJsonString());

    [Theory]
    [MemberData(nameof(GoldenJson.Full), MemberType = typeof(GoldenJson))]
    [MemberData(nameof(GoldenJson.WithoutOptionalFields), MemberType = typeof(GoldenJson))]
    public void Event_as_it_is_written_is_valid(UserEvent userEvent, string json)
    {
        Assert.True(IsValid(json), $"{userEvent}");
    }

    [Theory]
    [MemberData(nameof(GoldenJson.Full), MemberType = typeof(GoldenJson))]
    public void New_property_is_valid(UserEvent userEvent, string json)
    {
        Assert.True(IsValid(json[..^1] + ""","addedLater":{"by":["a newer notifier"]}}"""), $"{userEvent}");
    }

    [Theory]
    [MemberData(nameof(UserEventJsonTests.RequiredFields), MemberType = typeof(UserEventJsonTests))]
    public void Required_field_that_is_missing_or_null_is_not_valid(string field, string json)
    {
        var missing = JsonNode.Parse(json)!.AsObject();
        missing.Remove(field);
        Assert.False(IsValid(missing.ToJsonString()));

        missing[field] = null;
        Assert.False(IsValid(missing.ToJsonString()));
    }

    [Theory]
    [InlineData("""{"type":"added_later"}""")]
    [InlineData("""{"userId":"alice","resumed":true}""")]
    [InlineData("""{"type":"connected","userId":"alice","resumed":"true"}""")]
    [InlineData("""{"type":"job_completion","jobId":"0199c0de-0000-7000-8000-000000000001","jobType":"generate-podcast","status":"cancelled","podcastId":"0199c0de-0000-7000-8000-000000000002"}""")]
    [InlineData("""{"type":"job_completion","jobId":"17","jobType":"generate-podcast","status":"failed","podcastId":"0199c0de-0000-7000-8000-000000000002"}""")]
    [InlineData("""{"type":"job_progress","jobId":"0199c0de-0000-7000-8000-000000000001","jobType":"generate-podcast","percent":101,"phase":"script"}""")]
    [InlineData("""{"type":"entity_change","entityType":"podcast","changeType":"update","entityId":"0199c0de-0000-7000-8000-000000000002","userId":"alice","timestamp":"yesterday"}""")]
    public void What_the_contract_never_writes_is_not_valid(string json) => Assert.False(IsValid(json));

    private static bool IsValid(string json) =>
        Schema.Evaluate(JsonElement.Parse(json), new EvaluationOptions { RequireFormatValidation = true }).IsValid;
}
