using RealtimeMesh.Testing.Processes;

namespace RealtimeMesh.Testing.Servers;

/// <summary>Keeps a RabbitMQ node to its own folder and ports, away from the machine's and from other tests' nodes.</summary>
internal static class RabbitMqSettings
{
    public static IReadOnlyDictionary<string, string?> Write(DirectoryInfo folder, int port, string more)
    {
        var environmentFile = Write(folder, "rabbitmq-env.conf", "");
        var plugins = Write(folder, "enabled_plugins", "[].");
        var configuration = Write(folder, "rabbitmq.conf", $"disk_free_limit.absolute = 1MB\n{more}");

        return new Dictionary<string, string?>
        {
            // Erlang's cookie is made in the home folder.
            ["HOME"] = folder.FullName,
            ["RABBITMQ_CONF_ENV_FILE"] = environmentFile,
            ["RABBITMQ_CONFIG_FILE"] = configuration,
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = plugins,
            ["RABBITMQ_NODENAME"] = $"test-{port}@localhost",
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODE_PORT"] = $"{port}",
            ["RABBITMQ_DIST_PORT"] = $"{FreePort.Next()}",
            ["RABBITMQ_MNESIA_BASE"] = folder.FullName,
            ["RABBITMQ_LOG_BASE"] = folder.FullName,
            ["RABBITMQ_LOGS"] = "-",
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "+S 2:2 +sbwt none -kernel inet_dist_use_interface {127,0,0,1}",
            ["ERL_EPMD_PORT"] = $"{FreePort.Next()}",
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        };
    }

    private static string Write(DirectoryInfo folder, string name, string content)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }
}
