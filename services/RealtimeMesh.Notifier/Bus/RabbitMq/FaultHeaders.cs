using MassTransit;
using MassTransit.Metadata;
using MassTransit.Util;
using RabbitMQ.Client;

namespace RealtimeMesh.Notifier.Bus.RabbitMq;

/// <summary>What MassTransit writes into the headers of a message in an error queue, for the tools and people that know it.</summary>
internal static class FaultHeaders
{
    /// <returns>The message's properties, with its own headers and why it is here.</returns>
    public static BasicProperties Of(Delivery delivery, Exception fault, Uri inputAddress, DateTimeOffset now)
    {
        var properties = new BasicProperties(delivery.Properties);
        // An error queue keeps what it has.
        properties.ClearExpiration();
        var headers = properties.Headers = delivery.Properties.Headers is { } own ? new Dictionary<string, object?>(own) : [];
        var reason = fault.GetBaseException();

        headers[MessageHeaders.Reason] = "fault";
        headers[MessageHeaders.FaultExceptionType] = TypeCache.GetShortName(reason.GetType());
        headers[MessageHeaders.FaultInputAddress] = inputAddress.ToString();
        headers[MessageHeaders.FaultMessage] = ExceptionUtil.GetMessage(reason);
        headers[MessageHeaders.FaultTimestamp] = now.UtcDateTime.ToString("O");
        headers[MessageHeaders.FaultStackTrace] = ExceptionUtil.GetStackTrace(reason);
        if (delivery.Handler is { } handler)
        {
            headers[MessageHeaders.FaultConsumerType] = TypeCache.GetShortName(handler.GetType());
            headers[MessageHeaders.FaultMessageType] = TypeCache.GetShortName(handler.GetType().GetInterface("IMessageHandler`1")!.GenericTypeArguments[0]);
        }

        var host = HostMetadataCache.Host;
        headers[MessageHeaders.Host.MachineName] = host.MachineName;
        headers[MessageHeaders.Host.ProcessName] = host.ProcessName;
        headers[MessageHeaders.Host.ProcessId] = $"{host.ProcessId}";
        headers[MessageHeaders.Host.Assembly] = host.Assembly;
        headers[MessageHeaders.Host.AssemblyVersion] = host.AssemblyVersion;
        headers[MessageHeaders.Host.MassTransitVersion] = host.MassTransitVersion;
        headers[MessageHeaders.Host.FrameworkVersion] = host.FrameworkVersion;
        headers[MessageHeaders.Host.OperatingSystemVersion] = host.OperatingSystemVersion;
        return properties;
    }
}
