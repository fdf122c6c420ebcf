using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using RealtimeMesh.Testing.Servers;
using RealtimeMesh.Testing.Tls;
using StackExchange.Redis;

namespace RealtimeMesh.UserEventLog.Tests.Tls;

/// <summary>What a connection string says of TLS means what it means to the client library.</summary>
public sealed class TlsSettingsTests : IDisposable
{
    private readonly TestAuthority _authority = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _authority.Dispose();

    [Theory(Timeout = 120_000)]
    [InlineData("", "localhost", SslProtocols.Tls13, X509RevocationMode.NoCheck)]
    [InlineData(",sslHost=redis.example", "redis.example", SslProtocols.Tls13, X509RevocationMode.NoCheck)]
    [InlineData(",sslHost= ", "localhost", SslProtocols.Tls13, X509RevocationMode.NoCheck)]
    [InlineData(",checkCertificateRevocation=true", "localhost", SslProtocols.Tls13, X509RevocationMode.NoCheck)]
    [InlineData(",sslProtocols=tls12", "localhost", SslProtocols.Tls12, X509RevocationMode.Online)]
    [InlineData(",sslProtocols=tls12|tls13", "localhost", SslProtocols.Tls13, X509RevocationMode.Online)]
    [InlineData(",sslProtocols=tls12,checkCertificateRevocation=false", "localhost", SslProtocols.Tls12, X509RevocationMode.NoCheck)]
    public async Task Handshake_is_the_one_that_the_library_would_make(string options, string host, SslProtocols protocol, X509RevocationMode revocation)
    {
        await using var server = await RedisServer.StartWithTlsAsync(_authority.Issue("localhost"), cancellationToken: Cancelled);
        var connectionString = $"{server.ConnectionString},ssl=true{options}";
        var (ours, librarys) = (new List<Handshake>(), new List<Handshake>());

        await using (var connection = new TlsConnection(connectionString, settings => settings.CertificateValidation += Into(ours)))
        {
            await connection.UntilConnectedAsync();
        }

        var own = TlsConnection.Read(connectionString).Connection;
        own.CertificateValidation += Into(librarys);
        await using (await ConnectionMultiplexer.ConnectAsync(own))
        {
            Assert.All(ours, handshake => Assert.Equal(new Handshake(host, protocol, revocation), handshake));
            Assert.Equal(librarys.Distinct(), ours.Distinct());
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task Environment_variables_of_the_library_name_the_authority_and_the_certificate_of_the_client()
    {
        await using var server = await RedisServer.StartWithTlsAsync(_authority.Issue("localhost"), clientsNeedOne: true, Cancelled);
        var client = _authority.Issue("client");
        (string Name, string Value)[] variables =
        [
            ("SERedis_IssuerCertPath", _authority.CertificateFile),
            ("SERedis_ClientCertPemPath", client.CertificateFile),
            ("SERedis_ClientCertPasswordPath", client.KeyFile),
        ];
        Array.ForEach(variables, variable => Environment.SetEnvironmentVariable(variable.Name, variable.Value));
        try
        {
            await using var connection = new TlsConnection($"{server.ConnectionString},ssl=true");
            await connection.UntilConnectedAsync();
        }
        finally
        {
            Array.ForEach(variables, variable => Environment.SetEnvironmentVariable(variable.Name, null));
        }
    }

    [Theory]
    [InlineData("redis.example,ssl=true", "redis.example:6380")]
    [InlineData("redis.example", "redis.example:6379")]
    [InlineData("redis.example:7000,ssl=true", "redis.example:7000")]
    public void Port_that_is_not_given_is_the_one_of_TLS_where_it_is_TLS(string connectionString, string address) =>
        Assert.Equal(address, TlsConnection.Read(connectionString).Address);

    private static RemoteCertificateValidationCallback Into(List<Handshake> handshakes) => (stream, certificate, chain, _) =>
    {
        lock (handshakes)
        {
            handshakes.Add(new Handshake(((SslStream)stream).TargetHostName, ((SslStream)stream).SslProtocol, chain!.ChainPolicy.RevocationMode));
        }

        return certificate is not null;
    };

    private sealed record Handshake(string Host, SslProtocols Protocol, X509RevocationMode Revocation);
}
