using System.Security.Authentication;
using RabbitMQ.Client.Exceptions;
using RealtimeMesh.BusDefaults;
using RealtimeMesh.Notifier.Diagnostics;

namespace RealtimeMesh.Notifier.Bus.RabbitMq;

/// <summary>Keeps every queue consumed: while RabbitMQ is away, or refuses, it is tried again every 1 to 5 s.</summary>
internal sealed class RabbitMqConsumers(RabbitMqAddress address, IServiceProvider services, TimeProvider time, ILogger<RabbitMqConsumers> logger) : BackgroundService
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    // What is not done by then is given back: the host waits for 30 s, an operator for less.
    private static readonly TimeSpan PatienceAtEnd = TimeSpan.FromSeconds(5);

    private string? _lastRefusal;

    /// <summary>Whether all queues are consumed.</summary>
    public bool AreConsuming { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var delay = First; !stoppingToken.IsCancellationRequested; delay = delay * 2 < Longest ? delay * 2 : Longest)
        {
            if (await TryBeginAsync(stoppingToken) is { } session)
            {
                await ConsumeAsync(session, stoppingToken);
                delay = First / 2;
            }

            await Task.Delay(delay * (0.5 + Random.Shared.NextDouble()), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<ConsumerSession?> TryBeginAsync(CancellationToken stoppingToken)
    {
        try
        {
            var session = await ConsumerSession.BeginAsync(address, services, stoppingToken);
            _lastRefusal = null;
            return session;
        }
        catch (Exception away) when (away is RabbitMQClientException or IOException or TimeoutException or OperationCanceledException)
        {
            // A RabbitMQ that is away is told of by readiness; one that is there and refuses has a reason, which is told once.
            if (Refusal(away) is { } reason && reason != _lastRefusal)
            {
                logger.ConsumersRefused(address, _lastRefusal = reason);
            }

            return null;
        }
    }

    private async Task ConsumeAsync(ConsumerSession session, CancellationToken stoppingToken)
    {
        await using (session)
        {
            AreConsuming = true;
            await ((Task)session.Ended).WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            AreConsuming = false;
            if (session.Ended.IsCompletedSuccessfully)
            {
                logger.ConsumersEnded(address, await session.Ended);
                return;
            }

            using var patience = new CancellationTokenSource(PatienceAtEnd, time);
            try
            {
                await session.StopAsync(patience.Token);
            }
            catch (Exception unfinished) when (unfinished is OperationCanceledException or RabbitMQClientException or IOException or ObjectDisposedException)
            {
                logger.LeftUnfinished(unfinished.Message);
            }
        }
    }

    private static string? Refusal(Exception away) => away switch
    {
        OperationInterruptedException { ShutdownReason: { } reason } => reason.ReplyText,
        BrokerUnreachableException { InnerException: AuthenticationFailureException or PossibleAuthenticationFailureException } => away.InnerException.Message,
        BrokerUnreachableException => Causes(away).OfType<AuthenticationException>().FirstOrDefault()?.Message,
        _ => null,
    };

    private static IEnumerable<Exception> Causes(Exception fault)
    {
        for (var cause = fault.InnerException; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
