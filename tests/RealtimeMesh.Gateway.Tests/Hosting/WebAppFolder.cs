using System.Text;

namespace RealtimeMesh.Gateway.Tests.Hosting;

/// <summary>A web app as the build leaves it, in a folder that goes when the test ends; a secret lies beside it.</summary>
internal sealed class WebAppFolder : IDisposable
{
    public const string Page = "<!doctype html><title>Studio</title><div id=root></div>";

    /// <summary>Long enough that compression is worth it.</summary>
    public static readonly string Script = string.Concat(Enumerable.Repeat("console.log('bees');\n", 200));

    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("web-app-");

    public WebAppFolder()
    {
        File.WriteAllText(System.IO.Path.Combine(_parent.FullName, "secret.txt"), "secret");
        Write("index.html", Encoding.UTF8.GetBytes(Page));
        Write("icon.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"u8);
        Write("assets/index-1a2b3c.js", Encoding.UTF8.GetBytes(Script));
        Write("assets/index-4d5e6f.css", "body{margin:0}"u8);
        Write("assets/font-7a8b9c.woff2", [0, 1, 2, 3]);
    }

    public string Path => System.IO.Path.Combine(_parent.FullName, "web");

    public void Dispose() => _parent.Delete(recursive: true);

    private void Write(string file, ReadOnlySpan<byte> content)
    {
        var path = System.IO.Path.Combine(Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }
}
