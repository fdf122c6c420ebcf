using System.Net;
using RealtimeMesh.Testing;
using RealtimeMesh.Testing.Services;

namespace RealtimeMesh.Notifier.Tests.Outages;

internal static class Health
{
    public static async Task<HttpStatusCode> GetAsync(ServiceProcess service, string path, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = service.BaseAddress };
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);

        return response.StatusCode;
    }

    public static Task WaitUntilNotReadyAsync(ServiceProcess service, CancellationToken cancellationToken) => Wait.UntilAsync(
        async () => await GetAsync(service, "/health/ready", cancellationToken) is HttpStatusCode.ServiceUnavailable,
        TimeSpan.FromSeconds(30),
        "it still says that it is ready",
        cancellationToken);
}
