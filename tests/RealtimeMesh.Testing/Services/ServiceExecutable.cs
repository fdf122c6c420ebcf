namespace RealtimeMesh.Testing.Services;

/// <summary>Where the build put a project's executable: beside the test project's own folder, whatever the artifacts path is.</summary>
internal static class ServiceExecutable
{
    public static string Of(string project)
    {
        if (Path.IsPathFullyQualified(project))
        {
            // Another build's, of another version.
            return project;
        }

        // …/bin/<TestProject>/<configuration>/
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var bin = own.Parent?.Parent ?? throw new InvalidOperationException($"{own} is not an output folder of a test project.");
        var path = Path.Combine(bin.FullName, project, own.Name, project);

        return File.Exists(path)
            ? path
            : throw new InvalidOperationException($"{project} is not built: there is no {path}. Build the solution first (./eng/test does).");
    }
}
