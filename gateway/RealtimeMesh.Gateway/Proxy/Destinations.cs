namespace RealtimeMesh.Gateway.Proxy;

/// <summary>Where requests are forwarded to: read by YARP, checked here, because YARP would notice with the first request.</summary>
internal static class Destinations
{
    public const string Edges = "edges";
    public const string Studio = "studio";

    private static readonly (string Name, string Example)[] Clusters =
        [(Edges, "edge1__Address, for example to http://127.0.0.1:8081"), (Studio, "studio1__Address, for example to http://127.0.0.1:8082")];

    /// <exception cref="InvalidOperationException">An address is missing or malformed; the message names the setting.</exception>
    public static void Check(IConfigurationSection proxy)
    {
        foreach (var (cluster, example) in Clusters)
        {
            var destinations = proxy.GetSection($"Clusters:{cluster}:Destinations");
            if (!destinations.GetChildren().Any())
            {
                throw new InvalidOperationException($"There is no destination for {cluster}. Set {Name(destinations)}__{example}.");
            }

            foreach (var address in destinations.GetChildren().Select(destination => destination.GetSection("Address")))
            {
                if (!Uri.TryCreate(address.Value, UriKind.Absolute, out var uri)
                    || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
                {
                    throw new InvalidOperationException(
                        $"The setting {Name(address)} is '{address.Value}'; it must be an http or https URL such as http://127.0.0.1:8081.");
                }
            }
        }
    }

    private static string Name(IConfigurationSection setting) => setting.Path.Replace(":", "__", StringComparison.Ordinal);
}
