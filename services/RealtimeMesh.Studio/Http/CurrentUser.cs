using System.Security.Claims;
using RealtimeMesh.HttpDefaults.Authentication;

namespace RealtimeMesh.Studio.Http;

internal static class CurrentUser
{
    /// <summary>The verified token's user. Endpoints that call this require authorization, so there is one.</summary>
    public static string UserId(this ClaimsPrincipal user) => user.FindFirstValue(UserAuthentication.UserIdClaim)!;
}
