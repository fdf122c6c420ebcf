using System.ComponentModel.DataAnnotations;

namespace RealtimeMesh.Gateway.CrossOrigin;

/// <summary>Pages of which other origins may call this one. By default none: no CORS header is ever sent.</summary>
internal sealed class CrossOriginOptions : IValidatableObject
{
    public const string Section = "Cors";

    /// <summary>Origins as browsers send them, <c>https://app.example.com</c>: scheme, host, port unless it is the scheme's own.</summary>
    public string[] Origins { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from origin in Origins.Index()
        where !IsOrigin(origin.Item)
        select new ValidationResult(
            $"Cors__Origins__{origin.Index} is '{origin.Item}'; it must be an http or https origin without path, such as https://app.example.com.");

    // An origin that is written in any other way than browsers write it would never match, silently.
    private static bool IsOrigin(string? origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && string.Equals(origin, $"{uri.Scheme}://{uri.Authority}", StringComparison.OrdinalIgnoreCase);
}
