using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace RealtimeMesh.LoadGen.Streams;

/// <summary>Signs an access token for each user with the deployment's key (HS256), as its own sign-in would. Thread-safe.</summary>
/// <param name="signingKey">Base64, as in <c>Auth__SigningKey</c>.</param>
internal sealed class AccessTokens(string signingKey, TimeProvider time)
{
    private const string Issuer = "realtime-mesh";

    // Longer than any run.
    private static readonly TimeSpan _lifetime = TimeSpan.FromHours(12);

    private readonly ConcurrentDictionary<string, string> _tokens = new();
    private readonly byte[] _key = Convert.FromBase64String(signingKey);

    public string Of(LoadUser user) => _tokens.GetOrAdd(user.Name, Create);

    private string Create(string userId)
    {
        var now = time.GetUtcNow();
        var claims = new JsonObject
        {
            ["iss"] = Issuer,
            ["aud"] = Issuer,
            ["sub"] = userId,
            ["nbf"] = now.AddMinutes(-1).ToUnixTimeSeconds(),
            ["exp"] = now.Add(_lifetime).ToUnixTimeSeconds(),
        };
        var signed = $"{Encode("""{"alg":"HS256","typ":"JWT"}""")}.{Encode(claims.ToJsonString())}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Encode(string part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part));
}
