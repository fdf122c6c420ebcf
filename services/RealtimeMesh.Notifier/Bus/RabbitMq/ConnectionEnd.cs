using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace RealtimeMesh.Notifier.Bus.RabbitMq;

internal static class ConnectionEnd
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Ends a connection in whatever state it is, within seconds.</summary>
    public static async Task EndAsync(this IConnection connection)
    {
        try
        {
            await connection.AbortAsync(Constants.ReplySuccess, "Goodbye", Patience).WaitAsync(Patience * 2);
            await connection.DisposeAsync().AsTask().WaitAsync(Patience);
        }
        catch (Exception gone) when (gone is RabbitMQClientException or IOException or TimeoutException or ObjectDisposedException)
        {
            // It is of no more use either way.
        }
    }
}
