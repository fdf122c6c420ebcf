using System.Reflection;
using System.Text;

namespace RealtimeMesh.Architecture.Tests;

/// <summary>The repository as files: everything but the folders that .gitignore names.</summary>
internal static class Repository
{
    // The build says where it is: its output may lie anywhere.
    private static readonly string Root = Path.GetFullPath(
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "RepositoryRoot").Value!);

    // In a work tree beside the clone, .git is a file.
    private static readonly HashSet<string> Ignored =
        [".git", .. File.ReadLines(Path.Combine(Root, ".gitignore")).Where(line => line.EndsWith('/')).Select(line => line.TrimEnd('/'))];

    private static readonly string[] AllFiles = [.. Walk(new DirectoryInfo(Root))];

    /// <summary>Paths from the repository's root, with slashes.</summary>
    public static IEnumerable<string> Files(string under = "", params string[] extensions) =>
        AllFiles.Where(file =>
            file.StartsWith(under, StringComparison.Ordinal)
            && (extensions.Length == 0 || extensions.Contains(Path.GetExtension(file), StringComparer.Ordinal)));

    public static string PathOf(string file) => Path.Combine(Root, file);

    public static string Text(string file) => File.ReadAllText(PathOf(file));

    public static int CountLines(string file) => File.ReadLines(PathOf(file)).Count();

    /// <summary>Lines of a text file; none of a binary one.</summary>
    public static IEnumerable<(int Number, string Text)> Lines(string file)
    {
        var bytes = File.ReadAllBytes(PathOf(file));
        return bytes.AsSpan().Contains((byte)0)
            ? []
            : Encoding.UTF8.GetString(bytes).Split('\n').Select((line, index) => (index + 1, line));
    }

    private static IEnumerable<string> Walk(DirectoryInfo folder) =>
        folder.EnumerateFiles().Where(file => !Ignored.Contains(file.Name)).Select(file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'))
            .Concat(folder.EnumerateDirectories().Where(child => !Ignored.Contains(child.Name)).SelectMany(Walk))
            .Order(StringComparer.Ordinal);
}
