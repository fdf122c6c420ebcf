using System.Text.Json.Serialization;
using RealtimeMesh.HttpDefaults.Authentication;

namespace RealtimeMesh.Gateway.WebApp;

/// <summary>Where the web app gets its token.</summary>
/// <param name="Kind"><c>development</c>: from <c>/api/auth/token</c>; <c>oidc</c>: from the authority, as the other three say; <c>none</c>: nowhere.</param>
internal sealed record SignIn(string Kind, string? Authority = null, string? ClientId = null, string? Scope = null)
{
    public static SignIn Of(AuthOptions auth, WebAppOptions webApp, bool isDevelopment) => auth switch
    {
        { SigningKey: not null } when isDevelopment => new SignIn("development"),
        { Authority: { } authority } when webApp.ClientId is { } clientId => new SignIn("oidc", authority, clientId, webApp.Scope),
        _ => new SignIn("none"),
    };
}

/// <summary>What <c>/config.json</c> tells the web app: one build of it runs everywhere.</summary>
internal sealed record WebAppConfig(SignIn SignIn);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WebAppConfig))]
internal sealed partial class WebAppJson : JsonSerializerContext;
