using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace RealtimeMesh.DirectStreams.Connections;

/// <summary>
/// All addresses as endpoints of Kestrel's configuration: only there something can be put behind TLS; and once code adds an endpoint, Kestrel ignores
/// plain addresses, but not these.
/// </summary>
internal static class ConfiguredEndpoints
{
    private const string Section = "Kestrel:Endpoints";

    private static readonly ConditionalWeakTable<ListenOptions, object> _encrypted = [];

    public static void UseConfiguredEndpoints(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (!configuration.GetSection(Section).Exists())
        {
            foreach (var (index, url) in Addresses(configuration).Index())
            {
                configuration[$"{Section}:{index}:Url"] = url;
            }

            builder.Services.AddTransient<IStartupFilter, ForgetPlainAddresses>();
        }

        builder.WebHost.ConfigureKestrel((context, kestrel) =>
        {
            foreach (var endpoint in context.Configuration.GetSection(Section).GetChildren())
            {
                kestrel.ConfigurationLoader?.Endpoint(endpoint.Key, UseTls);
            }
        });
    }

    /// <summary>Whether an endpoint has TLS: asked when it has connections.</summary>
    public static bool IsEncrypted(ListenOptions endpoint) => _encrypted.TryGetValue(endpoint, out _);

    // As Kestrel would right after this. What it has no certificate for, or many by name, is left to it.
    private static void UseTls(EndpointConfiguration endpoint)
    {
        var tls = endpoint.HttpsOptions;
        if (endpoint.IsHttps)
        {
            _encrypted.AddOrUpdate(endpoint.ListenOptions, endpoint);
        }

        if (endpoint.IsHttps && !endpoint.ConfigSection.GetSection("Sni").Exists() && (tls.ServerCertificate ?? (object?)tls.ServerCertificateSelector) is not null)
        {
            endpoint.ListenOptions.UseHttps(tls);
            endpoint.ListenOptions.UseEncryptedStreams();
        }
    }

    private static string[] Addresses(ConfigurationManager configuration) => Split(configuration["urls"]) is { Length: > 0 } urls
        ? urls
        : [
            .. Split(configuration["http_ports"]).Select(port => $"http://*:{port}"),
            .. Split(configuration["https_ports"]).Select(port => $"https://*:{port}"),
        ];

    private static string[] Split(string? list) =>
        (list ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
