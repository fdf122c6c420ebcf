using System.Globalization;

namespace RealtimeMesh.Testing.Services;

/// <summary>Makes a process see a wall clock that is off, by libfaketime.</summary>
internal static class WrongClock
{
    private const string Library = "faketime/libfaketimeMT.so.1";

    public static Dictionary<string, string?> Variables(TimeSpan offset) => new()
    {
        ["LD_PRELOAD"] = Find(),
        ["FAKETIME"] = offset.TotalSeconds.ToString("+0.###;-0.###", CultureInfo.InvariantCulture),
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        // Or every wait with a time-out, of which .NET has many, would time out at once: the process would spin.
        ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
        // A file is as old as it is.
        ["NO_FAKE_STAT"] = "1",
    };

    private static string Find()
    {
        string[] folders = [.. Directory.EnumerateDirectories("/usr/lib"), "/usr/lib", "/usr/lib64", "/usr/local/lib"];
        return folders.Select(folder => Path.Combine(folder, Library)).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("No libfaketime for the tests is installed. Run ./eng/setup.");
    }
}
