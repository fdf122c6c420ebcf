using System.Text;
using RealtimeMesh.Testing.Services;
using RealtimeMesh.Testing.Tokens;

namespace RealtimeMesh.Studio.Tests.Hosting;

/// <summary>The studio as it is deployed: a process of its own, here on a free port.</summary>
public sealed class TestStudio : IAsyncDisposable
{
    private readonly HttpClient _http;

    private TestStudio(Store store, TestTokens tokens, ServiceProcess process)
    {
        Store = store;
        Tokens = tokens;
        Process = process;
        // Bad input has any characters.
        var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        _http = new HttpClient(handler) { BaseAddress = process.BaseAddress, Timeout = TimeSpan.FromSeconds(30) };
    }

    public Store Store { get; }

    public TestTokens Tokens { get; }

    public ServiceProcess Process { get; }

    /// <param name="store">Where it keeps its rows.</param>
    /// <param name="rabbitMq">Its broker, there or not.</param>
    /// <param name="tokens">Whose tokens it believes; those of its own if not given.</param>
    /// <param name="settings">More settings, or other ones; null takes one away.</param>
    public static TestStudio Start(Store store, string rabbitMq, TestTokens? tokens = null, params (string Name, string? Value)[] settings)
    {
        tokens ??= new TestTokens();
        var environment = new Dictionary<string, string?>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Auth__SigningKey"] = tokens.SigningKey,
            ["ConnectionStrings__rabbitmq"] = rabbitMq,
            ["ConnectionStrings__studio"] = store.ConnectionString,
            ["Studio__Database"] = store.Provider,
        };
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        return new TestStudio(store, tokens, ServiceProcess.Start("RealtimeMesh.Studio", environment));
    }

    public static async Task<TestStudio> StartReadyAsync(Store store, string rabbitMq, CancellationToken cancellationToken)
    {
        var studio = Start(store, rabbitMq);
        await studio.Process.WaitUntilReadyAsync(cancellationToken);

        return studio;
    }

    /// <summary>A user that nobody else is: tests that share a studio do not see each other's rows.</summary>
    public TestUser NewUser() => User($"user-{Guid.NewGuid():n}");

    public TestUser User(string id) => new(_http, id, Tokens.Create(id));

    /// <summary>Somebody with this for a token; without any if null.</summary>
    public TestUser WithToken(string? token) => new(_http, "nobody", token);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Process.DisposeAsync();
    }
}
