using System.Text.Json.Nodes;
using RealtimeMesh.ContractDocuments.AsyncApi;

namespace RealtimeMesh.Contracts.Tests.Documents;

/// <summary>What the specification's schema does not check; the client package's tests check it against that.</summary>
public sealed class AsyncApiDocumentTests
{
    private static readonly JsonObject Document = AsyncApiDocument.Create();

    [Fact]
    public void Every_reference_leads_somewhere()
    {
        var references = References(Document).ToList();

        Assert.NotEmpty(references);
        Assert.DoesNotContain(references, reference => Find(reference) is null);
    }

    [Fact]
    public void Every_message_and_schema_has_a_description() =>
        Assert.Empty(
            from part in Document["components"]!.AsObject()
            where part.Key is "messages" or "schemas"
            from named in part.Value!.AsObject()
            where (named.Value!["description"] ?? named.Value["summary"]) is null
            select named.Key);

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject json => json.SelectMany(entry => entry is { Key: "$ref", Value: JsonValue reference } ? [reference.GetValue<string>()] : References(entry.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };

    private static JsonNode? Find(string reference) =>
        reference.Split('/') is ["#", .. var names] ? names.Aggregate((JsonNode?)Document, (node, name) => node?[name]) : null;
}
