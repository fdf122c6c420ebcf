using RealtimeMesh.Compare.Machine;
using RealtimeMesh.Testing.Processes;
using RealtimeMesh.Testing.Servers;

namespace RealtimeMesh.Compare.Contenders;

/// <summary>Our own processes, with limits out of the way of a load and everything else as it is by default.</summary>
internal static class Services
{
    private const string NoLimit = "100000";

    public static Task<PinnedProcess> StartEdgeAsync(Lab lab, RedisServer redis, bool isMeasured, Certificate? certificate, CancellationToken cancellationToken) =>
        StartAsync(
            lab,
            "RealtimeMesh.Edge",
            isMeasured,
            certificate,
            new()
            {
                ["ConnectionStrings__redis"] = redis.ConnectionString,
                ["Edge__MaxStreams"] = NoLimit,
                ["Edge__MaxStreamsPerUser"] = NoLimit,
                ["Edge__MaxNewStreamsPerSecond"] = NoLimit,
            },
            cancellationToken);

    public static Task<PinnedProcess> StartGatewayAsync(Lab lab, PinnedProcess edge, CancellationToken cancellationToken) =>
        StartAsync(
            lab,
            "RealtimeMesh.Gateway",
            isMeasured: true,
            certificate: null,
            new()
            {
                ["ReverseProxy__Clusters__edges__Destinations__edge1__Address"] = $"http://127.0.0.1:{edge.Port}",
                ["ReverseProxy__Clusters__studio__HealthCheck__Active__Enabled"] = "false",
                ["Limits__StreamBurst"] = NoLimit,
                ["Limits__StreamsPerSecond"] = NoLimit,
            },
            cancellationToken);

    public static Task<PinnedProcess> StartNotifierAsync(Lab lab, RedisServer redis, RabbitMqServer rabbitMq, CancellationToken cancellationToken) =>
        StartAsync(
            lab,
            "RealtimeMesh.Notifier",
            isMeasured: true,
            certificate: null,
            new() { ["ConnectionStrings__redis"] = redis.ConnectionString, ["ConnectionStrings__rabbitmq"] = rabbitMq.ConnectionString },
            cancellationToken);

    /// <summary>Listens on no port.</summary>
    public static Task<PinnedProcess> StartRawConsumerAsync(Lab lab, RedisServer redis, RabbitMqServer rabbitMq, CancellationToken cancellationToken)
    {
        const string project = "RealtimeMesh.Peers.RawConsumer";
        var settings = new Dictionary<string, string?> { ["REDIS"] = redis.ConnectionString, ["RABBITMQ"] = rabbitMq.ConnectionString };
        return Lab.StartAsync(project, new ProcessCommand(Lab.Executable(project)) { Environment = settings }, PinnedProcess.NoPort, isMeasured: true, cancellationToken);
    }

    public static Task<PinnedProcess> StartYarpAsync(Lab lab, PinnedProcess edge, CancellationToken cancellationToken) =>
        StartAsync(lab, "RealtimeMesh.Peers.Yarp", isMeasured: true, certificate: null, new() { ["EDGE"] = $"http://127.0.0.1:{edge.Port}" }, cancellationToken);

    private static Task<PinnedProcess> StartAsync(
        Lab lab, string project, bool isMeasured, Certificate? certificate, Dictionary<string, string?> settings, CancellationToken cancellationToken)
    {
        var port = FreePort.Next();
        settings["ASPNETCORE_ENVIRONMENT"] = "Production";
        settings["ASPNETCORE_URLS"] = $"{(certificate is null ? "http" : "https")}://127.0.0.1:{port}";
        settings["Auth__SigningKey"] = lab.Tokens.SigningKey;
        if (certificate is not null)
        {
            settings["Kestrel__Certificates__Default__Path"] = certificate.File;
            settings["Kestrel__Certificates__Default__Password"] = Certificate.Password;
        }

        return Lab.StartAsync(project, new ProcessCommand(Lab.Executable(project)) { Environment = settings }, port, isMeasured, cancellationToken);
    }
}
