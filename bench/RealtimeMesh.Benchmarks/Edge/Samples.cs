using System.Text;

namespace RealtimeMesh.Benchmarks.Edge;

/// <summary>Events as the notifier publishes them, and larger ones.</summary>
internal static class Samples
{
    public const string Id = "9f2c41d05b7e-128";

    /// <summary>A JSON object of about so many bytes.</summary>
    public static byte[] Event(int bytes)
    {
        const string Start = """{"type":"job_progress","jobId":"0198a9f2-7c41-7d05-b7e1-28c0de15beef","percent":42,"phase":"summarising","note":" """;
        return Encoding.UTF8.GetBytes($"{Start}{new string('x', Math.Max(0, bytes - Start.Length - 2))}\"}}");
    }

    public static byte[] Envelope(byte[] json, string id = Id) =>
        [.. Encoding.UTF8.GetBytes($$"""{"id":"{{id}}","type":"job_progress","event":"""), .. json, (byte)'}'];
}
