namespace RealtimeMesh.Gateway.WebApp;

/// <summary>
/// The web app as it was when the process started. It is small enough for memory, and what is looked up there by its whole
/// path can never be a file elsewhere.
/// </summary>
internal sealed class WebAppFiles
{
    private readonly Dictionary<string, WebAppFile> _files;

    private WebAppFiles(Dictionary<string, WebAppFile> files) => _files = files;

    /// <summary>The page that every address of the web app begins with; null where the app is not there.</summary>
    public WebAppFile? Index => At("/");

    /// <param name="folder">Where the built app is. If there is none, the app is not part of this build.</param>
    public static WebAppFiles Read(string folder)
    {
        var everything = new EnumerationOptions { RecurseSubdirectories = true };
        var paths = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", everything) : [];

        var files = paths
            .Select(file => (File: file, Path: $"/{Path.GetRelativePath(folder, file).Replace('\\', '/')}"))
            .ToDictionary(file => file.Path, file => new WebAppFile(file.Path, File.ReadAllBytes(file.File)), StringComparer.Ordinal);
        if (files.Remove("/index.html", out var index))
        {
            files["/"] = index;
        }

        return new WebAppFiles(files);
    }

    public WebAppFile? At(string path) => _files.GetValueOrDefault(path);
}
