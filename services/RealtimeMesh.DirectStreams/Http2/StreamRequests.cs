using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace RealtimeMesh.DirectStreams.Http2;

/// <summary>Serves requests of connections that bypass Kestrel by the application that Kestrel runs.</summary>
internal sealed partial class StreamRequests(ILogger<StreamRequests> logger)
{
    private Func<IFeatureCollection, Http2Response, Task>? _serve;

    public void Use<TContext>(IHttpApplication<TContext> application)
        where TContext : notnull =>
        _serve = (features, response) => ServeAsync(application, features, response);

    public Task ServeAsync(RequestHead head, ResponseBytes stream, StreamsConnection connection)
    {
        var response = new Http2Response(head, stream, RequestFailed);
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(head.ToFeature());
        features.Set<IHttpResponseFeature>(response);
        features.Set<IHttpResponseBodyFeature>(response);
        features.Set<IHttpRequestLifetimeFeature>(response);
        features.Set<IHttpRequestBodyDetectionFeature>(NoBody.Instance);
        features.Set<IHttpMaxRequestBodySizeFeature>(new NoBody());
        features.Set<IHttpConnectionFeature>(Connection(connection));
        features.Set(response);
        return _serve!(features, response);
    }

    private async Task ServeAsync<TContext>(IHttpApplication<TContext> application, IFeatureCollection features, Http2Response response)
        where TContext : notnull
    {
        var context = application.CreateContext(features);
        Exception? fault = null;
        try
        {
            await application.ProcessRequestAsync(context);
            await response.CompleteAsync();
        }
        catch (OperationCanceledException) when (response.IsAborted)
        {
            // The client left.
        }
        catch (Exception unhandled) when (unhandled is not OutOfMemoryException)
        {
            fault = unhandled;
            RequestFailed(unhandled);
            await response.FailAsync();
        }

        await response.CompletedAsync();
        application.DisposeContext(context, fault);
    }

    private static HttpConnectionFeature Connection(StreamsConnection connection)
    {
        var (local, remote) = (connection.Transport.LocalEndPoint as IPEndPoint, connection.Transport.RemoteEndPoint as IPEndPoint);
        return new HttpConnectionFeature
        {
            ConnectionId = connection.Id,
            LocalIpAddress = local?.Address,
            LocalPort = local?.Port ?? 0,
            RemoteIpAddress = remote?.Address,
            RemotePort = remote?.Port ?? 0,
        };
    }

    [LoggerMessage(LogLevel.Error, "A request failed.")]
    public partial void RequestFailed(Exception fault);

    private sealed class NoBody : IHttpRequestBodyDetectionFeature, IHttpMaxRequestBodySizeFeature
    {
        public static readonly NoBody Instance = new();

        public bool CanHaveBody => false;

        public bool IsReadOnly => false;

        public long? MaxRequestBodySize { get; set; }
    }
}
