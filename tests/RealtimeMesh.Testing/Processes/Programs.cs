namespace RealtimeMesh.Testing.Processes;

/// <summary>Finds programs that are installed.</summary>
internal static class Programs
{
    /// <param name="name">The program's file name.</param>
    /// <param name="folders">Looked into before the PATH.</param>
    public static string? Find(string name, params IEnumerable<string> folders) =>
        folders
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
            .Append("/usr/sbin")
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
}
