using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using RealtimeMesh.Contracts.UserEvents;

namespace RealtimeMesh.ContractDocuments.Schemas;

/// <summary>The family of user events: one schema for each, told apart by <c>type</c>.</summary>
internal static class UserEventSchema
{
    private const string Definitions = "#/$defs/";

    /// <summary>Each event's class and its <c>type</c>, in the order of the contract.</summary>
    public static IEnumerable<(Type Type, string Name)> Types { get; } =
        [.. typeof(UserEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(derived => (derived.DerivedType, (string)derived.TypeDiscriminator!))];

    public static JsonObject Create()
    {
        var schemas = new ContractSchemas(Definitions);
        AddTo(schemas);
        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$comment"] = ContractDocument.Origin,
            ["title"] = nameof(UserEvent),
            ["description"] = Description,
            ["oneOf"] = OneOf(schemas),
            ["$defs"] = schemas.ToJson(),
        };
    }

    public static string Description { get; } =
        $"{XmlSummaries.Of(typeof(UserEvent))} New types and new optional properties may appear at any time: ignore what you do not know.";

    public static JsonArray OneOf(ContractSchemas schemas) => [.. Types.Select(userEvent => schemas.Reference(userEvent.Type))];

    public static void AddTo(ContractSchemas schemas)
    {
        foreach (var (type, name) in Types)
        {
            // Only the family knows the discriminator, so a single event's schema lacks it.
            var schema = schemas.Add(type, UserEventJson.Default.Options);
            schema["properties"]!.AsObject().Insert(0, "type", new JsonObject { ["const"] = name });
            schema["required"]!.AsArray().Insert(0, "type");
        }
    }
}
