using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using RealtimeMesh.Testing.Processes;

namespace RealtimeMesh.Browser.Tests.Hosting;

/// <summary>A web site of somebody else's, on an origin of its own: it serves this project's pages and the package as npm has it.</summary>
internal sealed class PageServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    public PageServer()
    {
        Origin = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Origin.GetLeftPart(UriPartial.Authority));

        _app = builder.Build();
        Serve("", SourceFolders.Pages);
        Serve("/client", SourceFolders.Built("typescript/dist"));
        Serve("/eventsource-parser", SourceFolders.Built("node_modules/eventsource-parser/dist"));
    }

    public Uri Origin { get; }

    public Task StartAsync(CancellationToken cancellationToken) => _app.StartAsync(cancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Serve(string path, string folder) =>
        _app.UseStaticFiles(new StaticFileOptions { RequestPath = path, FileProvider = new PhysicalFileProvider(folder) });
}
