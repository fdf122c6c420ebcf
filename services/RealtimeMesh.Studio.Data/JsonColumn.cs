using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace RealtimeMesh.Studio.Data;

/// <summary>A small list kept as JSON text: the same in both databases, and never queried by.</summary>
internal static class JsonColumn
{
    public static void HasJson<T>(this PropertyBuilder<T> property)
        where T : class? =>
        property.HasConversion(
            (ValueConverter)new ValueConverter<T, string>(
                value => JsonSerializer.Serialize(value, JsonSerializerOptions.Web),
                json => JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web)!),
            // Lists are replaced, never changed in place.
            new ValueComparer<T>((left, right) => ReferenceEquals(left, right), value => value == null ? 0 : value.GetHashCode(), value => value));
}
