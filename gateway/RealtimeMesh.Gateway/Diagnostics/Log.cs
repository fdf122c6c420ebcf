using Yarp.ReverseProxy.Forwarder;

namespace RealtimeMesh.Gateway.Diagnostics;

// Every message this service logs, in one list. Ids are never reused: dashboards and alerts match on them.
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Leaving: not ready from now on, no new connections in {Period}.")]
    public static partial void Leaving(this ILogger logger, TimeSpan period);

    [LoggerMessage(2, LogLevel.Warning, "{Path} was not forwarded: {Error}. {Reason}")]
    public static partial void NotForwarded(this ILogger logger, PathString path, ForwarderError error, string reason);
}
