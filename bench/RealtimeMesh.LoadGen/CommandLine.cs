using System.Globalization;

namespace RealtimeMesh.LoadGen;

/// <summary>Reads the command line: a scenario, then pairs of a name and a value.</summary>
internal static class CommandLine
{
    public const string Usage = """
        RealtimeMesh.LoadGen SCENARIO [--name value …]

          idle           opens the streams and holds them
          fan-out        one event to one user's streams, again when all have it: --events
          unicast        events to all users in turn: --rate a second for --seconds
          overload       the same by plain PUBLISH, faster than the server can: --rate (0: as fast as possible), --seconds
          storm          cuts all streams at once, publishes --events for each user, and reconnects all
          slow-readers   unicast while --some streams do not read
          churn          unicast while --some streams a second leave and resume

        Streams   --url http://127.0.0.1:8080/api/events?user={user}   --streams 1000  --users 1000  --user-prefix load-
                  --http 1|2  --streams-per-connection 100  --method GET  --body ''  --header 'name: value' (may be repeated)
                  --signing-key BASE64 (makes the tokens); ws://… is a SignalR hub
        Events    --publish redis|pubsub|bus|bus-envelope|http|none  --size 200  --rate 500  --events 50  --seconds 10  --warm-up 2  --some 100
                  --redis 127.0.0.1:6379  --channel cs:sse:user:{user}  --message {event}  --begin-logs true
                  --rabbitmq amqp://guest:guest@127.0.0.1:5672  --publish-url http://…/{user}
        Machine   --threads 1  --patience 60  --process NAME=ID (may be repeated: its CPU time and memory are reported)  --json FILE

        Redis, RabbitMQ and processes are yours: point it at nothing that others rely on.
        """;

    /// <exception cref="FormatException">Something is unknown or out of range; the message says what.</exception>
    public static LoadOptions Parse(string[] args)
    {
        if (args.Length == 0 || args.Length % 2 == 0)
        {
            throw new FormatException("A scenario is needed, and a value after each name.");
        }

        var options = args.Skip(1).Chunk(2).Aggregate(new LoadOptions { Scenario = args[0] }, (parsed, pair) => With(parsed, pair[0], pair[1]));
        return Check(options);
    }

    private static LoadOptions With(LoadOptions options, string name, string value) => name switch
    {
        "--url" => options with { Url = Address(value) },
        "--http" => options with { Http = Whole(name, value, 1, 2) },
        "--streams-per-connection" => options with { StreamsPerConnection = Whole(name, value, 1, 10_000) },
        "--method" => options with { Method = value },
        "--body" => options with { Body = value },
        "--header" => options with { Headers = [.. options.Headers, Header(value)] },
        "--signing-key" => options with { SigningKey = value },
        "--streams" => options with { Streams = Whole(name, value, 0, 1_000_000) },
        "--users" => options with { Users = Whole(name, value, 1, 1_000_000) },
        "--user-prefix" => options with { UserPrefix = value },
        "--publish" => options with { Publish = value },
        "--redis" => options with { Redis = value },
        "--rabbitmq" => options with { RabbitMq = value },
        "--publish-url" => options with { PublishUrl = value },
        "--channel" => options with { Channel = value },
        "--message" => options with { Message = value },
        "--begin-logs" => options with { BeginLogs = value == "true" },
        "--size" => options with { Size = Whole(name, value, Streams.LoadEvent.MinSize, 16 * 1024) },
        "--rate" => options with { Rate = Number(name, value) },
        "--events" => options with { Events = Whole(name, value, 0, 100_000_000) },
        "--seconds" => options with { Seconds = Number(name, value) },
        "--warm-up" => options with { WarmUp = Number(name, value) },
        "--some" => options with { Some = Whole(name, value, 0, 1_000_000) },
        "--threads" => options with { Threads = Whole(name, value, 1, 64) },
        "--patience" => options with { Patience = Number(name, value) },
        "--process" => options with { Processes = [.. options.Processes, Process(value)] },
        "--json" => options with { Json = value },
        _ => throw new FormatException($"{name} is unknown."),
    };

    private static LoadOptions Check(LoadOptions options) =>
        options.Streams > 0 && options.Users > options.Streams
            ? throw new FormatException($"{options.Users} users cannot share {options.Streams} streams.")
            : options;

    private static Uri Address(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeWs)
            ? url
            : throw new FormatException($"'{value}' is no http, https or ws address.");

    private static (string Name, string Value) Header(string value) =>
        value.Split(':', 2, StringSplitOptions.TrimEntries) is [var name, var rest]
            ? (name.ToLowerInvariant(), rest)
            : throw new FormatException($"'{value}' is no header.");

    private static (string Name, int Id) Process(string value) =>
        value.Split('=', 2) is [var name, var id] && int.TryParse(id, out var process)
            ? (name, process)
            : throw new FormatException($"'{value}' is not NAME=ID.");

    private static int Whole(string name, string value, int least, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new FormatException($"{name} is '{value}'; it must be from {least} to {most}.");

    private static double Number(string name, string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"{name} is '{value}'; it must be a number.");
}
