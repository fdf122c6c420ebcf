using System.Reflection;

namespace RealtimeMesh.Browser.Tests.Hosting;

/// <summary>Folders of the repository, as the build wrote them down: its output may lie anywhere.</summary>
internal static class SourceFolders
{
    /// <summary>The npm workspace: the package, the web app and their dependencies.</summary>
    public static string Clients => Get("Clients");

    /// <summary>This project's own pages.</summary>
    public static string Pages => Get("Pages");

    public static string Screenshots => Get("Screenshots");

    /// <summary>A file or folder below <see cref="Clients"/> that npm puts there.</summary>
    /// <exception cref="InvalidOperationException">It is not there; the message says what to do.</exception>
    public static string Built(string path)
    {
        var full = Path.Combine(Clients, path);
        return Path.Exists(full)
            ? full
            : throw new InvalidOperationException($"There is no clients/{path}. Run: npm ci --prefix clients && npm run build --prefix clients");
    }

    private static string Get(string key) => Path.GetFullPath(
        typeof(SourceFolders).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == key).Value!);
}
