using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using RealtimeMesh.Contracts.UserEvents;

namespace RealtimeMesh.ContractDocuments.Schemas;

/// <summary>Summaries that the compiler wrote beside the contracts' assembly, as plain text with code in backquotes.</summary>
internal static partial class XmlSummaries
{
    private static readonly Assembly Contracts = typeof(UserEvent).Assembly;

    private static readonly Dictionary<string, XElement> Members =
        XDocument.Load(Path.ChangeExtension(Contracts.Location, "xml"))
            .Descendants("member")
            .ToDictionary(member => (string)member.Attribute("name")!, member => member.Element("summary")!);

    /// <exception cref="InvalidOperationException">The type has no summary: its readers would see nothing but its name.</exception>
    public static string Of(Type type) =>
        Find($"T:{type.FullName}") ?? throw new InvalidOperationException($"{type.Name} has no summary.");

    public static string? Find(MemberInfo property) => Find($"P:{property.DeclaringType!.FullName}.{property.Name}");

    private static string? Find(string member) =>
        Members.TryGetValue(member, out var summary) ? Space().Replace(string.Concat(summary.Nodes().Select(Text)), " ").Trim() : null;

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "see" } see => Referred((string)see.Attribute("cref")!),
        _ => throw new InvalidOperationException($"{node} is unknown in a summary."),
    };

    // A constant by its value, a property by its name in JSON, a type by its name.
    private static string Referred(string cref)
    {
        var (kind, name) = (cref[0], cref[(cref.LastIndexOf('.') + 1)..]);
        return kind switch
        {
            'F' => $"{Contracts.GetType(cref[2..cref.LastIndexOf('.')])!.GetField(name)!.GetRawConstantValue()}",
            'P' => $"`{JsonNamingPolicy.CamelCase.ConvertName(name)}`",
            _ => $"`{name}`",
        };
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
