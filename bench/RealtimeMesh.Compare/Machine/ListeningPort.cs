using System.Globalization;

namespace RealtimeMesh.Compare.Machine;

/// <summary>Who listens on a port of this machine: measuring somebody else's server is an error that nobody sees in the numbers.</summary>
internal static class ListeningPort
{
    private const string Listening = "0A";

    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary>Whether one of the processes, and nobody else, listens on the port.</summary>
    public static bool BelongsTo(int port, IEnumerable<int> processes)
    {
        var sockets = Sockets(port).ToHashSet();
        var owned = processes.SelectMany(OwnSockets).ToHashSet();
        return sockets.Count > 0 && sockets.IsSubsetOf(owned);
    }

    private static IEnumerable<string> Sockets(int port) =>
        from table in Tables
        from line in File.ReadLines(table).Skip(1)
        let fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        where fields[3] == Listening && int.Parse(fields[1].Split(':')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture) == port
        select $"socket:[{fields[9]}]";

    private static IEnumerable<string> OwnSockets(int process)
    {
        try
        {
            return [.. Directory.EnumerateFiles($"/proc/{process}/fd").Select(file => File.ResolveLinkTarget(file, returnFinalTarget: false)?.Name ?? "")];
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // Ended meanwhile.
            return [];
        }
    }
}
