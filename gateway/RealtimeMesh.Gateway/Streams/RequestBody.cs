using Microsoft.AspNetCore.Http.Features;

namespace RealtimeMesh.Gateway.Streams;

/// <summary>
/// RPC clients post an input that means nothing to an edge, which reads and drops it. So that is done here, within the same limits:
/// what is not read would be taken for the connection's next request.
/// </summary>
internal static class RequestBody
{
    private const long MaxBytes = 64 * 1024;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <returns>False when the client has got its answer, or left.</returns>
    public static async Task<bool> DiscardAsync(HttpContext context, TimeProvider time)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return true;
        }

        using var timeout = new CancellationTokenSource(Timeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, context.RequestAborted);
        try
        {
            if (await FitsAsync(context.Request, stop.Token))
            {
                return true;
            }

            // What comes after is read by Kestrel, within its own limits: a client that still sends would not see the answer.
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status408RequestTimeout;
        }
        catch (BadHttpRequestException refused)
        {
            context.Response.StatusCode = refused.StatusCode;
        }
        catch (Exception left) when (left is OperationCanceledException or IOException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        return false;
    }

    private static async Task<bool> FitsAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        for (var bytes = request.ContentLength ?? 0; bytes <= MaxBytes;)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            bytes += request.ContentLength is null ? read.Buffer.Length : 0;
            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return bytes <= MaxBytes;
            }
        }

        return false;
    }
}
