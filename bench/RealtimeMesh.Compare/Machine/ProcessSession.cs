using System.Globalization;

namespace RealtimeMesh.Compare.Machine;

/// <summary>The processes that a program has become: itself, its workers, whatever it started.</summary>
internal static class ProcessSession
{
    /// <param name="leader">The process that was started as a session's first.</param>
    public static IReadOnlyList<int> Of(int leader) =>
    [
        .. from folder in Directory.EnumerateDirectories("/proc")
           let id = int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var number) ? number : 0
           where id > 0 && SessionOf(id) == leader
           select id,
    ];

    private static int SessionOf(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3], CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // Ended meanwhile.
            return 0;
        }
    }
}
