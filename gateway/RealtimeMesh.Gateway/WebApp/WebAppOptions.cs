using System.ComponentModel.DataAnnotations;

namespace RealtimeMesh.Gateway.WebApp;

/// <summary>How the web app signs in with the OIDC authority that <c>Auth__Authority</c> names.</summary>
internal sealed class WebAppOptions : IValidatableObject
{
    public const string Section = "WebApp";

    /// <summary>The web app's client id at the authority: a public client, with PKCE and without a secret.</summary>
    public string? ClientId { get; set; }

    /// <summary>What the web app asks for, separated by spaces. OIDC needs <c>openid</c> among it.</summary>
    public string Scope { get; set; } = "openid profile";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ClientId is not null && string.IsNullOrWhiteSpace(ClientId))
        {
            yield return new ValidationResult($"{Section}__{nameof(ClientId)} is empty; it must be the web app's client id at the authority.");
        }

        if (!Scope.Split(' ').Contains("openid"))
        {
            yield return new ValidationResult($"{Section}__{nameof(Scope)} is '{Scope}'; it must be names separated by spaces, with openid among them.");
        }
    }
}
