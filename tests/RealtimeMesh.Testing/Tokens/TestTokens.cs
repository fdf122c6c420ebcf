using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace RealtimeMesh.Testing.Tokens;

/// <summary>Makes access tokens by hand, good ones and broken ones, so that the services' check is not tested with itself.</summary>
public sealed class TestTokens(string signingKey)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public TestTokens()
        : this(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)))
    {
    }

    /// <summary>For <c>Auth__SigningKey</c>.</summary>
    public string SigningKey => signingKey;

    /// <param name="userId">The claim <c>sub</c>.</param>
    /// <param name="expiresIn">From now; negative for a token that has expired. One hour if not given.</param>
    /// <param name="overrides">Claims to add or replace; null takes one away.</param>
    public string Create(string userId, TimeSpan? expiresIn = null, params (string Claim, JsonNode? Value)[] overrides)
    {
        var now = DateTimeOffset.UtcNow;
        var claims = new JsonObject
        {
            ["iss"] = "realtime-mesh",
            ["aud"] = "realtime-mesh",
            ["sub"] = userId,
            ["nbf"] = now.AddMinutes(-1).ToUnixTimeSeconds(),
            ["exp"] = now.Add(expiresIn ?? Lifetime).ToUnixTimeSeconds(),
        };
        foreach (var (claim, value) in overrides)
        {
            claims.Remove(claim);
            if (value is not null)
            {
                claims.Add(claim, value);
            }
        }

        return Sign("""{"alg":"HS256","typ":"JWT"}""", claims.ToJsonString());
    }

    /// <summary>Signs with HS256 whatever it is given.</summary>
    public string Sign(string header, string claims)
    {
        var signed = $"{Encode(header)}.{Encode(claims)}";
        var signature = HMACSHA256.HashData(Convert.FromBase64String(SigningKey), Encoding.ASCII.GetBytes(signed));
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encode(string part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part));
}
