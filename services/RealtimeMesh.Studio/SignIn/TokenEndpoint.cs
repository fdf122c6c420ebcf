using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using RealtimeMesh.HttpDefaults.Authentication;
using RealtimeMesh.ServiceDefaults;
using RealtimeMesh.Studio.Http;

namespace RealtimeMesh.Studio.SignIn;

/// <param name="ExpiresIn">Seconds, 10 to 3600, which is the default. A short one shows what happens when a token expires.</param>
internal sealed record TokenRequest(string? UserId, int? ExpiresIn = null);

internal sealed record TokenAnswer(string AccessToken, string TokenType, int ExpiresIn);

/// <summary>Development only: a token for whoever asks.</summary>
internal static class TokenEndpoint
{
    private const int MinSeconds = 10;
    private const int MaxSeconds = 3600;

    public static void MapToken(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/auth/token", Create).AllowAnonymous().WithTags("Development");

    private static Results<Ok<TokenAnswer>, ValidationProblem, ProblemHttpResult> Create(TokenRequest request, IOptions<AuthOptions> auth, TimeProvider time)
    {
        var checks = new Checks();
        checks.That(UserId.IsValid(request.UserId), "userId", $"is '{request.UserId}'; allowed are {UserId.Allowed}.");
        var seconds = request.ExpiresIn ?? MaxSeconds;
        checks.That(seconds is >= MinSeconds and <= MaxSeconds, "expiresIn", $"is {seconds}; allowed are {MinSeconds} to {MaxSeconds} seconds.");
        if (checks.Failed)
        {
            return checks.Problem();
        }

        if (auth.Value.SigningKey is not { } key)
        {
            return TypedResults.Problem("Tokens come from the configured authority.", statusCode: StatusCodes.Status404NotFound);
        }

        var now = time.GetUtcNow().UtcDateTime;
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = auth.Value.Issuer,
            Audience = auth.Value.Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddSeconds(seconds),
            Claims = new Dictionary<string, object> { [UserAuthentication.UserIdClaim] = request.UserId! },
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(Convert.FromBase64String(key)), SecurityAlgorithms.HmacSha256),
        });
        return TypedResults.Ok(new TokenAnswer(token, "Bearer", seconds));
    }
}
