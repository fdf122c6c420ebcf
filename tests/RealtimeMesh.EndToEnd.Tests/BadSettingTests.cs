using RealtimeMesh.Testing.Services;
using RealtimeMesh.Testing.Tokens;

namespace RealtimeMesh.EndToEnd.Tests;

/// <summary>What an operator sees who has got a setting wrong: a sentence, and a process that has ended.</summary>
public sealed class BadSettingTests
{
    private const string Redis = "ConnectionStrings__redis=127.0.0.1:1";
    private const string RabbitMq = "ConnectionStrings__rabbitmq=amqp://127.0.0.1:1";

    private static readonly string _key = $"Auth__SigningKey={new TestTokens().SigningKey}";

    public static TheoryData<string, string[], string> Wrong => new()
    {
        { "Studio", [_key], "The setting ConnectionStrings__rabbitmq is missing." },
        { "Studio", [_key, RabbitMq, "Studio__Database=mysql"], "The setting Studio__Database is 'mysql'; it must be sqlite or postgres." },
        { "Studio", [_key, RabbitMq, "Studio__Database=postgres"], "The setting ConnectionStrings__studio is missing or names no Host." },
        { "Studio", [_key, RabbitMq, "ConnectionStrings__studio=Data Source=/no/such/folder/x.db"], "Data Source='/no/such/folder/x.db'; it must be a file in a folder that exists." },
        { "Studio", [_key, RabbitMq, "RealtimeMesh__DataFolder=/dev/null/data"], "'/dev/null/data'" },
        { "Worker", ["ConnectionStrings__rabbitmq=http://localhost"], "The setting ConnectionStrings__rabbitmq is not an amqp:// or amqps:// address" },
        { "Worker", ["ConnectionStrings__rabbitmq=amqp://localhost/a/b"], "with at most one virtual host" },
        { "Worker", [RabbitMq, "Worker__Concurrency=100"], "Worker__Concurrency is 100; it must be from 1 to 64." },
        { "Notifier", [RabbitMq], "The setting ConnectionStrings__redis is missing." },
        { "Notifier", [RabbitMq, "ConnectionStrings__redis=localhost,colour=red"], "The setting ConnectionStrings__redis is not a StackExchange.Redis connection string: Keyword 'colour'" },
        { "Edge", [Redis], "Set exactly one of Auth__SigningKey (base64, at least 32 bytes) and Auth__Authority." },
        { "Edge", [Redis, _key, "Auth__Authority=https://id.example.com"], "Set exactly one of Auth__SigningKey" },
        { "Edge", [Redis, "Auth__Authority=http://id.example.com"], "Auth__Authority is 'http://id.example.com'; it must be an https URL" },
        { "Edge", [Redis, _key, "Edge__Hartbeat=00:00:15"], "Unknown settings in section Edge: 'Hartbeat'" },
        { "Edge", [Redis, _key, "Edge__MaxStreams=many"], "'many' at 'Edge:MaxStreams'" },
        { "Gateway", ["Auth__SigningKey=short"], "Auth__SigningKey must be base64 of at least 32 bytes." },
        { "Gateway", [_key, "Cors__Origins__0=foo"], "Cors__Origins__0 is 'foo'; it must be an http or https origin" },
    };

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_setting_ends_the_process_with_one_sentence(string service, string[] settings, string sentence)
    {
        var environment = settings.Select(setting => setting.Split('=', 2)).ToDictionary(pair => pair[0], string? (pair) => pair[1]);
        environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        await using var process = ServiceProcess.Start($"RealtimeMesh.{service}", environment);

        Assert.Equal(1, await process.WaitForExitAsync(TestContext.Current.CancellationToken));
        Assert.Contains(sentence, process.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', process.Output);
    }
}
