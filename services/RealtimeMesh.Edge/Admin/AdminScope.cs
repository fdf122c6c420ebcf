using Microsoft.AspNetCore.Authorization;

namespace RealtimeMesh.Edge.Admin;

/// <summary>What a token must say beside who its bearer is.</summary>
internal static class AdminScope
{
    public const string Policy = "admin";

    private const string Name = "realtime-mesh.admin";

    public static void AddAdminPolicy(this IServiceCollection services) => services.AddAuthorizationBuilder().AddPolicy(Policy, policy => policy
        .RequireAuthenticatedUser()
        .RequireAssertion(HasScope));

    // RFC 8693: one claim, its scopes separated by spaces.
    private static bool HasScope(AuthorizationHandlerContext context) =>
        context.User.FindAll("scope").Any(claim => claim.Value.Split(' ').Contains(Name));
}
