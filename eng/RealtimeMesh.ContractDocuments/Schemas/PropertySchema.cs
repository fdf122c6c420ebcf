using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;

namespace RealtimeMesh.ContractDocuments.Schemas;

/// <summary>What a property says of itself beyond its type: its summary and its limits.</summary>
internal static class PropertySchema
{
    public static JsonObject Describe(JsonObject schema, MemberInfo property)
    {
        // An item of a list has the list's attributes.
        if (schema["description"] is null && XmlSummaries.Find(property) is { } summary)
        {
            schema.Insert(0, "description", summary);
        }

        if (property.GetCustomAttribute<RangeAttribute>() is { } range)
        {
            schema["minimum"] = (int)range.Minimum;
            schema["maximum"] = (int)range.Maximum;
        }

        if (property.GetCustomAttribute<LengthAttribute>() is { } length)
        {
            schema["minItems"] = length.MinimumLength;
            schema["maxItems"] = length.MaximumLength;
        }

        return schema;
    }
}
