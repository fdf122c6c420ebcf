using RealtimeMesh.Notifier.Tests.Brokers;

namespace RealtimeMesh.Notifier.Tests.Settings;

public sealed class SettingsTests(TestBrokers brokers)
{
    [Theory(Timeout = 60_000)]
    [InlineData("ConnectionStrings__rabbitmq", "", "The setting ConnectionStrings__rabbitmq is missing")]
    [InlineData("ConnectionStrings__rabbitmq", "localhost:5672", "The setting ConnectionStrings__rabbitmq is not an amqp:// or amqps:// address")]
    [InlineData("ConnectionStrings__rabbitmq", "http://user:secret@localhost", "The setting ConnectionStrings__rabbitmq is not an amqp:// or amqps:// address")]
    [InlineData("ConnectionStrings__rabbitmq", "amqp://", "The setting ConnectionStrings__rabbitmq is not an amqp:// or amqps:// address")]
    [InlineData("ConnectionStrings__rabbitmq", "amqp://user:secret@host:port", "The setting ConnectionStrings__rabbitmq is not an amqp:// or amqps:// address")]
    [InlineData("UserEvents__LogLength", "0", "UserEvents__LogLength is 0; it must be from 1 to 10000")]
    [InlineData("UserEvents__LogLenght", "10", "LogLenght")]
    [InlineData("Notifier__Timing", "perhaps", "'perhaps' at 'Notifier:Timing'")]
    [InlineData("Notifier__Timings", "true", "Timings")]
    [InlineData("ConnectionStrings__redis", "", "The setting ConnectionStrings__redis is missing")]
    [InlineData("ConnectionStrings__redis", "password=secret", "The setting ConnectionStrings__redis is not a StackExchange.Redis connection string: no address")]
    [InlineData("ConnectionStrings__redis", "localhost,password=secret,ssl=perhaps", "The setting ConnectionStrings__redis is not a StackExchange.Redis connection string")]
    [InlineData("ConnectionStrings__redis", "localhost,pasword=secret", "The setting ConnectionStrings__redis is not a StackExchange.Redis connection string")]
    public async Task Setting_that_is_missing_or_malformed_stops_the_start_and_is_named_without_its_password(string setting, string value, string error)
    {
        await using var notifier = brokers.StartNotifier((setting, value));

        Assert.NotEqual(0, await notifier.WaitForExitAsync(TestContext.Current.CancellationToken));
        Assert.Contains(error, notifier.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", notifier.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Channel_prefix_is_configurable()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var notifier = brokers.StartNotifier(("RealtimeMesh__ChannelPrefix", "other:prefix"));
        await notifier.WaitUntilReadyAsync(cancellationToken);
        await using var producer = await Producer.ConnectAsync(brokers.RabbitMq.ConnectionString);
        await using var screen = await Screen.ConnectAsync(brokers.Redis.ConnectionString);
        var events = await screen.ListenAsync("alice", "other:prefix");

        await producer.PublishAsync("PublishUserEvent", Messages.ReadyMade("alice", """{"type":"x"}"""), cancellationToken);

        Assert.Equal("""{"type":"x"}""", await events.NextAsync(cancellationToken));
    }
}
