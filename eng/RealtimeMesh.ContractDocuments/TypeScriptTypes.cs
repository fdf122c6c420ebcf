using System.Text;
using System.Text.Json.Nodes;
using RealtimeMesh.ContractDocuments.Schemas;
using RealtimeMesh.Contracts.UserEvents;

namespace RealtimeMesh.ContractDocuments;

/// <summary>The schema of user events as TypeScript: an interface for each event, and the union of all.</summary>
internal static class TypeScriptTypes
{
    public static string Of(JsonObject schema)
    {
        var events = UserEventSchema.Types.ToList();
        var text = new StringBuilder($"// {ContractDocument.Origin}\n");
        foreach (var (name, definition) in schema["$defs"]!.AsObject())
        {
            text.Append(Declaration(name, definition!.AsObject()));
        }

        return text.Append($$"""

            /** {{UserEventSchema.Description}} */
            export type {{nameof(UserEvent)}} =
            {{Lines(events, userEvent => $"  | {userEvent.Type.Name}")}};

            export type UserEventType = UserEvent['type'];

            /** Every type that this version knows. */
            export const userEventTypes = [
            {{Lines(events, userEvent => $"  '{userEvent.Name}',")}}
            ] as const satisfies readonly UserEventType[];

            """).ToString();
    }

    private static string Declaration(string name, JsonObject definition)
    {
        if (definition["enum"] is JsonArray members)
        {
            return $"\n{Comment(definition)}export type {name} = {string.Join(" | ", members.Select(member => $"'{member}'"))};\n";
        }

        var required = definition["required"]!.AsArray().Select(property => property!.GetValue<string>()).ToHashSet();
        var properties = definition["properties"]!.AsObject().Select(property =>
            $"{Comment(property.Value!, "  ")}  {property.Key}{(required.Contains(property.Key) ? "" : "?")}: {Type(property.Value!)};\n");
        return $"\n{Comment(definition)}export interface {name} {{\n{string.Concat(properties)}}}\n";
    }

    private static string Type(JsonNode property) => property switch
    {
        JsonObject schema when schema["$ref"] is { } reference => $"{reference}".Split('/')[^1],
        JsonObject schema when schema["const"] is { } literal => $"'{literal}'",
        _ => (string?)property["type"] switch
        {
            "string" => "string",
            "integer" or "number" => "number",
            "boolean" => "boolean",
            var other => throw new NotSupportedException($"{other ?? "A property without a type"} has no TypeScript yet: {property.GetPath()}"),
        },
    };

    private static string Comment(JsonNode schema, string indent = "") =>
        schema["description"] is { } description ? $"{indent}/** {description} */\n" : "";

    private static string Lines<T>(IEnumerable<T> items, Func<T, string> line) => string.Join('\n', items.Select(line));
}
