using System.Security.Cryptography;
using System.Text;

namespace RealtimeMesh.EndToEnd.Tests.Faults.Events;

/// <summary>A user's event with a number, as a team in any language would publish it.</summary>
internal static class NumberedMessage
{
    public const string Type = "numbered";
    public const string LaterType = "of_a_later_contract";

    public static byte[] Body(string userId, int number, string padding) => Encoding.UTF8.GetBytes(
        $$$"""{"userIds":["{{{userId}}}"],"event":{"type":"{{{Type}}}","n":{{{number}}}{{{(padding.Length == 0 ? "" : $",\"padding\":\"{padding}\"")}}}}}""");

    /// <summary>An event that clients built on an older contract have never heard of.</summary>
    public static byte[] OfLaterContract(IEnumerable<string> userIds) => Encoding.UTF8.GetBytes(
        $$$"""{"userIds":[{{{string.Join(',', userIds.Select(user => $"\"{user}\""))}}}],"event":{"type":"{{{LaterType}}}"}}""");

    /// <summary>The same for the same number of the same user.</summary>
    public static Guid Id(string userId, int number) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{userId}:{number}")).AsSpan(0, 16));
}
