using RealtimeMesh.Studio.Tests.Hosting;

namespace RealtimeMesh.Studio.Tests.Settings;

/// <summary>Settings that the studio cannot run with: setting, value, and what it must say.</summary>
public sealed class SettingsTests
{
    private const string Secret = "c2VjcmV0c2VjcmV0";
    private const string GoodAmqp = "amqp://guest:guest@127.0.0.1:1";

    public static readonly TheoryData<string, string?, string> Bad = new()
    {
        { "Auth__SigningKey", null, "Auth__SigningKey" },
        { "Auth__SigningKey", Secret, "Auth__SigningKey" },
        { "Auth__SigningKey", $"not base64 {Secret}", "Auth__SigningKey" },
        { "Auth__Authority", "https://login.example.com", "Auth__Authority" },
        { "Auth__Authorty", "https://login.example.com", "Authorty" },
        { "Auth__Issuer", "", "Issuer" },
        { "Studio__Database", "oracle", "Studio__Database is 'oracle'" },
        { "Studio__Database", "", "Studio__Database" },
        { "Studio__Database", "Postgres", "Studio__Database" },
        { "ConnectionStrings__studio", $"gibberish {Secret}", "ConnectionStrings__studio" },
        { "ConnectionStrings__studio", $"Sauce=x;Password={Secret}", "ConnectionStrings__studio" },
        { "ConnectionStrings__rabbitmq", null, "ConnectionStrings__rabbitmq" },
        { "ConnectionStrings__rabbitmq", "", "ConnectionStrings__rabbitmq" },
        { "ConnectionStrings__rabbitmq", $"user:{Secret}@localhost", "ConnectionStrings__rabbitmq" },
        { "ConnectionStrings__rabbitmq", $"http://user:{Secret}@localhost", "ConnectionStrings__rabbitmq" },
        { "ConnectionStrings__rabbitmq", $"amqp://user:{Secret}@localhost:99999", "ConnectionStrings__rabbitmq" },
        { "ConnectionStrings__rabbitmq", $"amqp://user:{Secret}@", "ConnectionStrings__rabbitmq" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_bad_setting_ends_it_with_one_sentence_that_names_the_setting_and_no_secret(string setting, string? value, string words)
    {
        await using var studio = TestStudio.Start(Store.InSqlite(), GoodAmqp, settings: (setting, value));

        Assert.NotEqual(0, await studio.Process.WaitForExitAsync(TestContext.Current.CancellationToken));

        var line = Assert.Single(studio.Process.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(words, line, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PostgreSQL_needs_a_connection_string()
    {
        await using var studio = TestStudio.Start(
            Store.InSqlite(), GoodAmqp, settings: [("Studio__Database", "postgres"), ("ConnectionStrings__studio", null)]);

        Assert.NotEqual(0, await studio.Process.WaitForExitAsync(TestContext.Current.CancellationToken));

        Assert.Contains("ConnectionStrings__studio", Assert.Single(studio.Process.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }
}
