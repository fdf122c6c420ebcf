using System.Security.Cryptography;
using System.Text;

namespace RealtimeMesh.EndToEnd.Tests.Faults.Events;

/// <summary>A user's event with a number, as a team in any language would publish it.</summary>
internal static class NumberedMessage
{
    public const string Type = "numbered";

    public static byte[] Body(string userId, int number, string padding) => Encoding.UTF8.GetBytes(
        $$$"""{"userIds":["{{{userId}}}"],"event":{"type":"{{{Type}}}","n":{{{number}}}{{{(padding.Length == 0 ? "" : $",\"padding\":\"{padding}\"")}}}}}""");

    /// <summary>The same for the same number of the same user.</summary>
    public static Guid Id(string userId, int number) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{userId}:{number}")).AsSpan(0, 16));
}
