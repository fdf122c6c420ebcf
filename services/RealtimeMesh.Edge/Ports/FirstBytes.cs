using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace RealtimeMesh.Edge.Ports;

/// <summary>Looks at what a client sends first, without taking it.</summary>
internal static class FirstBytes
{
    // As long as Kestrel gives a client for its headers.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <returns>Null when too little came in time, the client is gone, or the server stops.</returns>
    public static async ValueTask<Spoken?> ReadAsync(ConnectionContext connection, TimeProvider time)
    {
        var input = connection.Transport.Input;
        try
        {
            return input.TryRead(out var first) && Answer(input, first) is { } atOnce ? atOnce : await WaitAsync(connection, input, time);
        }
        catch (Exception gone) when (gone is OperationCanceledException or ConnectionResetException)
        {
            return null;
        }
    }

    private static async Task<Spoken> WaitAsync(ConnectionContext connection, PipeReader input, TimeProvider time)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        var stopping = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? default;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stopping);
        while (true)
        {
            var read = await input.ReadAsync(stop.Token);
            if (Answer(input, read) is { } answer)
            {
                return answer;
            }
        }
    }

    private static Spoken? Answer(PipeReader input, ReadResult read)
    {
        var answer = Protocol.Of(read.Buffer) ?? (read.IsCompleted ? Spoken.Http1 : null);
        input.AdvanceTo(read.Buffer.Start, answer is null ? read.Buffer.End : read.Buffer.Start);
        return answer;
    }
}
