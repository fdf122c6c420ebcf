using RealtimeMesh.Testing.Streams;

namespace RealtimeMesh.EndToEnd.Tests.Faults.Verdicts;

/// <summary>What a stream's account tells of the fault that it went through.</summary>
internal static class StreamEvidence
{
    // Of a stream that was refused for a minute, begin and end are enough.
    private const int MostConnectionsTold = 12;

    /// <summary>Its connections, a line each.</summary>
    public static string History(this ResumingReader stream)
    {
        var lines = stream.Connections.Select(connection => $"    {connection}").ToArray();
        return string.Join('\n', lines.Length <= MostConnectionsTold
            ? lines
            : [.. lines.Take(MostConnectionsTold / 2), $"    … {lines.Length - MostConnectionsTold} more …", .. lines.TakeLast(MostConnectionsTold / 2)]);
    }

    public static TimeSpan LongestSilence(this ResumingReader stream)
    {
        var heard = stream.Events.Select(received => received.At).ToArray();
        return heard.Zip(heard.Skip(1), (before, after) => after - before).DefaultIfEmpty().Max();
    }

    public static bool EndedOnceWith(this ResumingReader stream, string code) =>
        stream.Connections.Any(connection => connection.End?.StartsWith(code, StringComparison.Ordinal) is true);

    /// <summary>Connections after the first that were told that events may be missing.</summary>
    public static int Restarts(this ResumingReader stream) =>
        stream.Opened.Skip(1).Count(connection => !connection.Start!.Resumed);

    /// <exception cref="Xunit.Sdk.FailException">Some did not stay open from the beginning to the end; the message has their accounts.</exception>
    public static void CheckUninterrupted(this IEnumerable<ResumingReader> streams)
    {
        var interrupted = streams.Where(stream => stream.Connections.Count > 1).Select(stream => $"{stream.UserId}\n{stream.History()}").ToArray();
        if (interrupted.Length > 0)
        {
            Assert.Fail($"{interrupted.Length} streams were interrupted, such as\n{string.Join('\n', interrupted.Take(3))}");
        }
    }

    public static string Epoch(this ResumingReader stream) => stream.Opened.Last().Start!.Id.Epoch;
}
