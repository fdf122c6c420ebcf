using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RealtimeMesh.Contracts.UserEvents;

/// <summary>The JSON of user events: camel case, nothing null. Serialise as <see cref="UserEvent"/>, or <c>type</c> is missing.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(UserEvent))]
public sealed partial class UserEventJson : JsonSerializerContext
{
    private static readonly Dictionary<Type, string> _types = typeof(UserEvent).GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToDictionary(derived => derived.DerivedType, derived => (string)derived.TypeDiscriminator!);

    /// <summary>The event's <c>type</c>, as its JSON says it.</summary>
    public static string TypeOf(UserEvent userEvent) => _types[userEvent.GetType()];
}

// Validating browsers take ISO 8601 only in UTC with a Z; .NET would write +00:00.
internal sealed class UtcTimestampConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
}
