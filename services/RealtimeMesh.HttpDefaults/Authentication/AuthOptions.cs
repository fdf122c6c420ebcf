using System.ComponentModel.DataAnnotations;

namespace RealtimeMesh.HttpDefaults.Authentication;

/// <summary>Whose tokens are believed: those signed with one shared key, or those of an OIDC authority.</summary>
public sealed class AuthOptions : IValidatableObject
{
    public const string Section = "Auth";

    /// <summary>HS256 key, base64, at least 32 bytes.</summary>
    public string? SigningKey { get; set; }

    /// <summary>Address of an OIDC authority; its published keys are used.</summary>
    public string? Authority { get; set; }

    [Required]
    public string Issuer { get; set; } = "realtime-mesh";

    [Required]
    public string Audience { get; set; } = "realtime-mesh";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (SigningKey is null == Authority is null)
        {
            yield return new ValidationResult("Set exactly one of Auth__SigningKey (base64, at least 32 bytes) and Auth__Authority.");
        }
        else if (SigningKey is not null && !IsKey(SigningKey))
        {
            // The value is a secret, so the message does not repeat it.
            yield return new ValidationResult("Auth__SigningKey must be base64 of at least 32 bytes.");
        }
        else if (Authority is not null && !IsAuthority(Authority))
        {
            yield return new ValidationResult($"Auth__Authority is '{Authority}'; it must be an https URL (http only where it is on this machine).");
        }
    }

    private static bool IsAuthority(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    private static bool IsKey(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) && length >= 32;
    }
}
