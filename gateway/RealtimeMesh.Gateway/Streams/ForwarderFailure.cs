using RealtimeMesh.Gateway.Http2;
using Yarp.ReverseProxy.Forwarder;

namespace RealtimeMesh.Gateway.Streams;

/// <summary>Why a request was not forwarded, or not to its end: for error pages and for YARP's passive health checks.</summary>
internal sealed record ForwarderFailure(ForwarderError Error, Exception? Exception) : IForwarderErrorFeature
{
    public int Status => Error switch
    {
        ForwarderError.RequestTimedOut => StatusCodes.Status504GatewayTimeout,
        ForwarderError.RequestCanceled => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status502BadGateway,
    };

    /// <summary>Of a stream that ended before its response began.</summary>
    public static ForwarderFailure BeforeResponse(StreamOutcome outcome) => new(
        outcome switch
        {
            StreamOutcome.Cancelled => ForwarderError.RequestCanceled,
            StreamOutcome.TimedOut => ForwarderError.RequestTimedOut,
            _ => ForwarderError.Request,
        },
        Reason(outcome));

    /// <summary>Of one whose response is not whole.</summary>
    public static ForwarderFailure InResponse(StreamOutcome outcome) => new(
        outcome is StreamOutcome.Cancelled or StreamOutcome.TimedOut ? ForwarderError.ResponseBodyCanceled : ForwarderError.ResponseBodyDestination,
        Reason(outcome));

    private static HttpRequestException Reason(StreamOutcome outcome) => new(HttpRequestError.ResponseEnded, $"The stream ended: {outcome}.");
}
