using System.Text;

namespace RealtimeMesh.UserEventLog.Tests.Messages;

/// <summary>What Redis sends.</summary>
internal static class Replies
{
    public static byte[] Message(string channel, string message, string kind = "message", char push = '*') =>
        Encoding.UTF8.GetBytes($"{push}3\r\n{Bulk(kind)}{Bulk(channel)}{Bulk(message)}");

    public static byte[] Of(string text) => Encoding.UTF8.GetBytes(text.Replace(" ", "\r\n", StringComparison.Ordinal) + "\r\n");

    private static string Bulk(string text) => $"${Encoding.UTF8.GetByteCount(text)}\r\n{text}\r\n";
}
