using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using RealtimeMesh.Contracts.UserEvents;

namespace RealtimeMesh.ContractDocuments.Schemas;

/// <summary>Schemas of contract types by name. Enums and records that they use are beside them, and referred to.</summary>
/// <param name="references">Where the names are in the document, such as <c>#/$defs/</c>.</param>
internal sealed class ContractSchemas(string references)
{
    private readonly JsonObject _parts = [];
    private readonly JsonObject _types = [];

    /// <summary>Types in the order in which they were added, then what they use.</summary>
    public JsonObject ToJson() => new([.. _types.Concat(_parts).Select(schema => KeyValuePair.Create(schema.Key, schema.Value?.DeepClone()))]);

    public JsonObject Reference(Type type) => new() { ["$ref"] = references + type.Name };

    /// <returns>The schema, to be added to.</returns>
    public JsonObject Add(Type type, JsonSerializerOptions json)
    {
        var schema = Export(type, json);
        _types[type.Name] = schema;
        return schema;
    }

    private JsonObject Export(Type type, JsonSerializerOptions json)
    {
        // Readers may be lenient; what is written is a number.
        var written = new JsonSerializerOptions(json) { NumberHandling = JsonNumberHandling.Strict };
        var schema = written.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, node) => Refine(context, node, json),
        }).AsObject();
        schema.Insert(0, "description", XmlSummaries.Of(type));
        return schema;
    }

    private JsonObject Refine(JsonSchemaExporterContext context, JsonNode node, JsonSerializerOptions json)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        var isRoot = context.Path.IsEmpty;
        if (!isRoot && (type.IsEnum || type.Assembly == typeof(UserEvent).Assembly))
        {
            _parts[type.Name] ??= Export(type, json);
            return Reference(type);
        }

        var schema = node as JsonObject ?? [];
        if (type.IsEnum)
        {
            schema.Insert(0, "type", "string");
        }
        else if (type == typeof(DateTimeOffset))
        {
            // Its converter hides from the exporter what it writes.
            schema = new JsonObject { ["type"] = "string", ["format"] = "date-time" };
        }

        WithoutNull(schema);
        return context.PropertyInfo?.AttributeProvider is MemberInfo property && !isRoot
            ? PropertySchema.Describe(schema, property)
            : schema;
    }

    // What is null is not written.
    private static void WithoutNull(JsonObject schema)
    {
        if (schema["type"] is JsonArray types)
        {
            schema["type"] = types.Select(type => type!.GetValue<string>()).Single(type => type != "null");
        }
    }
}
