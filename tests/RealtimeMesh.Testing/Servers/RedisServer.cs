using System.Globalization;
using System.Text.RegularExpressions;
using RealtimeMesh.Testing.Processes;
using RealtimeMesh.Testing.Tls;

namespace RealtimeMesh.Testing.Servers;

/// <summary>A real Redis. <see cref="TestServer.ConnectionString"/> is a StackExchange.Redis string.</summary>
public sealed partial class RedisServer : TestServer
{
    private RedisServer(IServerInstance instance)
        : base(instance)
    {
    }

    /// <summary>Where it listens, for a proxy before it.</summary>
    /// <exception cref="InvalidOperationException">It is not on 127.0.0.1: somebody else runs it.</exception>
    public int Port => LocalPort().Match(ConnectionString) is { Success: true } match
        ? int.Parse(match.Groups["port"].Value, CultureInfo.InvariantCulture)
        : throw new InvalidOperationException($"{ConnectionString} is no Redis of this machine.");

    /// <summary>Starts a Redis that forgets everything when it stops.</summary>
    public static Task<RedisServer> StartAsync(CancellationToken cancellationToken = default) =>
        StartAsync(keepData: false, cancellationToken);

    /// <param name="keepData">Whether what was written is there after a stop or a kill, and a new start.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    public static async Task<RedisServer> StartAsync(bool keepData, CancellationToken cancellationToken = default)
    {
        string[] persistence = ["--save", "", "--appendonly", keepData ? "yes" : "no", "--appendfsync", "always"];
        var source = new ServerSource(
            "Redis",
            () => Task.FromResult(Local(persistence)),
            () => RedisContainers.Create(persistence));

        return new RedisServer(await source.StartAsync(cancellationToken));
    }

    /// <summary>Starts a Redis that speaks TLS only, on this machine. Its connection string has the address, without <c>ssl=true</c>.</summary>
    /// <param name="certificate">Its own.</param>
    /// <param name="clientsNeedOne">Whether clients must have a certificate of the same authority.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    public static async Task<RedisServer> StartWithTlsAsync(IssuedCertificate certificate, bool clientsNeedOne = false, CancellationToken cancellationToken = default)
    {
        var instance = LocalWithTls(certificate, clientsNeedOne) ?? throw new InvalidOperationException("No redis-server for the tests is installed. Run ./eng/setup.");
        await instance.StartAsync(cancellationToken);
        return new RedisServer(instance);
    }

    private static LocalInstance? LocalWithTls(IssuedCertificate certificate, bool clientsNeedOne)
    {
        if (Programs.Find("redis-server") is not { } program)
        {
            return null;
        }

        var port = FreePort.Next();
        var folder = LocalInstance.CreateFolder("redis");
        return new LocalInstance(folder, $"localhost:{port}")
        {
            Command = new ProcessCommand(
                program,
                [
                    "--port", "0", "--tls-port", $"{port}", "--bind", "127.0.0.1", "--dir", folder.FullName, "--save", "",
                    "--tls-cert-file", certificate.CertificateFile, "--tls-key-file", certificate.KeyFile, "--tls-ca-cert-file", certificate.AuthorityFile,
                    "--tls-auth-clients", clientsNeedOne ? "yes" : "no",
                ]),
            Ready = ReadyLine.Redis(),
        };
    }

    private static LocalInstance? Local(string[] persistence)
    {
        if (Programs.Find("redis-server") is not { } program)
        {
            return null;
        }

        var port = FreePort.Next();
        var folder = LocalInstance.CreateFolder("redis");
        return new LocalInstance(folder, $"127.0.0.1:{port}")
        {
            Command = new ProcessCommand(program, ["--port", $"{port}", "--bind", "127.0.0.1", "--dir", folder.FullName, .. persistence]),
            Ready = ReadyLine.Redis(),
        };
    }

    [GeneratedRegex(@"^(127\.0\.0\.1|localhost):(?<port>\d+)")]
    private static partial Regex LocalPort();
}
