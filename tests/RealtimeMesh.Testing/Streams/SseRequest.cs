using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace RealtimeMesh.Testing.Streams;

/// <summary>How a stream is asked for, and what the answer must be.</summary>
public static class SseRequest
{
    public const string Events = "/api/events";

    public const string Rpc = "/rpc/events/subscribe";

    internal static HttpRequestMessage Create(Uri address, string token, string? lastEventId)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (address.AbsolutePath == Rpc)
        {
            request.Method = HttpMethod.Post;
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }

        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        return request;
    }

    internal static async Task CheckAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            throw new HttpRequestException($"The stream was refused with {(int)response.StatusCode}: {body}", null, response.StatusCode);
        }

        Check(response.Content.Headers.NonValidated, "content-type", "text/event-stream");
        Check(response.Headers.NonValidated, "cache-control", "no-cache, no-transform");
        Check(response.Headers.NonValidated, "x-accel-buffering", "no");
    }

    private static void Check(HttpHeadersNonValidated headers, string name, string expected)
    {
        var value = headers.TryGetValues(name, out var values) ? values.ToString() : null;
        if (value != expected)
        {
            throw new FormatException($"The stream's header {name} is '{value}', not '{expected}'.");
        }
    }
}
