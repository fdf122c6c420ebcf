using RealtimeMesh.Studio.Tests.Hosting;

namespace RealtimeMesh.Studio.Tests.SignIn;

/// <summary>A studio on a developer's machine: no key is set, so it makes one.</summary>
public sealed class DevelopmentStudio(Studios studios) : IAsyncLifetime
{
    public DirectoryInfo DataFolder { get; } = Directory.CreateTempSubdirectory("realtime-mesh-development-");

    public TestStudio Studio { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Studio = TestStudio.Start(Store.InSqlite(), studios.RabbitMq, settings:
        [
            ("ASPNETCORE_ENVIRONMENT", "Development"),
            ("RealtimeMesh__DataFolder", DataFolder.FullName),
            ("Auth__SigningKey", null),
        ]);
        await Studio.Process.WaitUntilReadyAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Studio.DisposeAsync();
        DataFolder.Delete(recursive: true);
    }
}
