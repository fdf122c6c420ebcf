namespace RealtimeMesh.DirectStreams.Connections;

/// <summary>
/// How many connections this process may have at once, by its limit on open files. Without a file to open .NET cannot even say so: it ends
/// the process. Thread-safe.
/// </summary>
internal sealed class ConnectionLimit(int most)
{
    private const string Limits = "/proc/self/limits";
    private const string Files = "/proc/self/fd";

    // Assemblies that are yet to be loaded, two files each, other servers, and some more.
    private const int Later = 200;

    private int _open;

    /// <summary>The operating system's limit, less what is open already and some for everything else; none where it does not tell.</summary>
    public static int OfProcess() => File.Exists(Limits) ? Of(File.ReadLines(Limits), Directory.EnumerateFiles(Files).Count()) : int.MaxValue;

    /// <param name="limits">Lines such as <c>Max open files  1024  524288  files</c>; the first number is in force.</param>
    /// <param name="open">Files that are open now.</param>
    public static int Of(IEnumerable<string> limits, int open) =>
        limits.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).FirstOrDefault(words => words is ["Max", "open", "files", ..])
            is [_, _, _, var inForce, ..] && int.TryParse(inForce, out var files)
            ? Math.Max(1, files - open - Later)
            : int.MaxValue;

    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _open) <= most)
        {
            return true;
        }

        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _open);
}
