using System.Net;
using Microsoft.AspNetCore.Http.Features;
using RealtimeMesh.Gateway.Http2;
using Yarp.ReverseProxy.Forwarder;

namespace RealtimeMesh.Gateway.Streams;

/// <summary>Gives the client's response the edge's status and headers, as YARP's transforms would.</summary>
internal static class ResponseStart
{
    public static async Task CopyAsync(ResponseHead head, HttpContext context, HttpTransformer transformer)
    {
        using var response = new HttpResponseMessage((HttpStatusCode)head.Status)
        {
            Version = HttpVersion.Version20,
            Content = new ByteArrayContent([]),
        };
        foreach (var (name, value) in head.Fields)
        {
            if (!response.Headers.TryAddWithoutValidation(name, value))
            {
                response.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        context.Response.StatusCode = head.Status;
        await transformer.TransformResponseAsync(context, response, context.RequestAborted);
        context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
    }
}
