using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Events;
using RealtimeMesh.Testing.Mesh;

namespace RealtimeMesh.Browser.Tests.Hosting;

/// <summary>The mesh with the development sign-in, and another site whose pages may call it.</summary>
public sealed class BrowserMesh : MeshFixture
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _data;
    private readonly PageServer _pages;

    private ConfirmedPublisher? _publisher;

    public BrowserMesh()
        : this(Directory.CreateTempSubdirectory("realtime-mesh-browser-"), new PageServer())
    {
    }

    private BrowserMesh(DirectoryInfo data, PageServer pages)
        : base(
        [
            ("ASPNETCORE_ENVIRONMENT", "Development"),
            ("RealtimeMesh__DataFolder", data.FullName),
            // A tab that hangs is found out after a few of them.
            ("Edge__Heartbeat", "00:00:02"),
            ("Cors__Origins__0", pages.Origin.GetLeftPart(UriPartial.Authority)),
        ])
    {
        _data = data;
        _pages = pages;
    }

    public Uri OtherSite => _pages.Origin;

    public override async ValueTask InitializeAsync()
    {
        await _pages.StartAsync(TestContext.Current.CancellationToken);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await (_publisher?.DisposeAsync() ?? ValueTask.CompletedTask);
        await base.DisposeAsync();
        await _pages.DisposeAsync();
        _data.Delete(recursive: true);
    }

    /// <summary>Publishes user events, as any team on the bus would; one caller at a time.</summary>
    public async Task PublishAsync(string userId, CancellationToken cancellationToken, params IEnumerable<object> events)
    {
        var publisher = _publisher ??= new ConfirmedPublisher(RabbitMq.ConnectionString);
        foreach (var userEvent in events)
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(new { userIds = new[] { userId }, @event = userEvent });
            await publisher.PublishAsync(Guid.NewGuid(), body, cancellationToken);
        }
    }

    /// <summary>How many streams of a user are open, on all edges together.</summary>
    public async Task<int> CountStreamsAsync(string userId, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = Edges[0].BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Tokens.Create("operator", null, ("scope", "realtime-mesh.admin")));
        var answer = await http.GetFromJsonAsync<JsonElement>($"/admin/users/{userId}", cancellationToken);
        return answer.GetProperty("streams").GetInt32();
    }

    public async Task StreamsAsync(string userId, int expected, CancellationToken cancellationToken)
    {
        var counted = -1;
        await Wait.UntilAsync(
            async () => (counted = await CountStreamsAsync(userId, cancellationToken)) == expected,
            Patience,
            () => $"{userId} has {counted} streams instead of {expected}",
            cancellationToken);
    }
}
