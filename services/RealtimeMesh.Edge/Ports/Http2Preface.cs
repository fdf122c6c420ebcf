using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace RealtimeMesh.Edge.Ports;

/// <summary>Every HTTP/2 connection begins with <c>PRI * HTTP/2.0</c>; no other request begins with its first three bytes.</summary>
internal static class Http2Preface
{
    // As long as Kestrel gives a client for its headers.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static ReadOnlySpan<byte> Start => "PRI"u8;

    /// <summary>Looks at what comes first, without taking it.</summary>
    /// <returns>Null when too little came in time, the client is gone, or the server stops.</returns>
    public static async ValueTask<bool?> IsNextAsync(ConnectionContext connection, TimeProvider time)
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

    private static async Task<bool> WaitAsync(ConnectionContext connection, PipeReader input, TimeProvider time)
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

    private static bool? Answer(PipeReader input, ReadResult read)
    {
        var answer = Match(read.Buffer) ?? (read.IsCompleted ? false : null);
        input.AdvanceTo(read.Buffer.Start, answer is null ? read.Buffer.End : read.Buffer.Start);
        return answer;
    }

    private static bool? Match(ReadOnlySequence<byte> buffer)
    {
        Span<byte> first = stackalloc byte[Start.Length];
        var seen = first[..(int)Math.Min(buffer.Length, first.Length)];
        buffer.Slice(0, seen.Length).CopyTo(seen);

        return !Start.StartsWith(seen) ? false : seen.Length == Start.Length ? true : null;
    }
}
